const LONG = 300;
const TOO_LONG = 500;

/**
 * A file is meant to be read at one sitting.
 * @param {string} file
 * @param {string} text
 * @returns {{ fault?: string, warning?: string }}
 */
export function lengthFaults(file, text) {
  const lines = text.trimEnd().split("\n").length;
  if (lines > TOO_LONG) return { fault: `${file}: ${lines} lines; ${TOO_LONG} is the limit` };
  return lines > LONG ? { warning: `${file}: ${lines} lines is long` } : {};
}

/**
 * What may stand only in certain files, or nowhere.
 * @type {{ says: string, pattern: RegExp, in?: RegExp, except?: RegExp }[]}
 */
const RULES = [
  {
    // What Next replaces at build time is no environment, and a library that is told by a variable is not read from.
    says: "process.env is read in env.ts, configurations and scripts only",
    pattern: /\bprocess\.env\b(?!\.(NODE_ENV|PAGE_SCRIPT_VERSION)\b)(?!\.\w+ = )/,
    in: /^(apps|packages)\//,
    except: /(^|\/)(env|main|run|testing|vitest-setup)\.ts$|\.config\.ts$|\.mjs$|\.test\.tsx?$|\/(fixtures|postgres)\//,
  },
  {
    says: "the database is used in reads and writes; routers and rules are free of it",
    pattern: /\b(ctx|deps|tx)\.db\b/,
    in: /^apps\/api\/src\/domains\/.*\/(router|rules)\.ts$/,
  },
  {
    says: "the database client is made in deps.ts and command lines only",
    pattern: /\bcreateDb\(/,
    in: /^apps\/api\/src\//,
    except: /\/deps\.ts$|-cli\.ts$|\/testing\/|\.test\.ts$/,
  },
  {
    says: "a file that only passes on others' exports (a barrel) hides where things are",
    pattern: /^export \* from /m,
    in: /^(apps|packages)\/[^/]+\//,
  },
  {
    says: "a test that is skipped, or runs alone, proves nothing",
    pattern: /\b(describe|it|test)\.(only|skip|todo|fixme)\b|\b(fdescribe|fit|xdescribe|xit)\(/,
    in: /\.(test|spec)\.tsx?$/,
  },
  { says: "the compiler is right, or its configuration wrong", pattern: /@ts-(ignore|nocheck)\b/ },
  { says: "what is left to do belongs into an issue", pattern: /\b(TODO|FIXME|XXX)\b/ },
];

/** This file names what it forbids. */
const OURSELVES = /^scripts\/checks\//;

/**
 * @param {string} file
 * @param {string} text
 */
export function codeFaults(file, text) {
  if (OURSELVES.test(file)) return [];
  const applying = RULES.filter((rule) => (rule.in?.test(file) ?? true) && !rule.except?.test(file));
  return applying.flatMap(({ says, pattern }) => {
    const found = pattern.exec(text);
    if (!found) return [];
    const line = text.slice(0, found.index).split("\n").length;
    return [`${file}:${line}: ${says}`];
  });
}
