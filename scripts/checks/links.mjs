import path from "node:path";

/**
 * Links of a Markdown file to files of the project, or to headings in them, that lead nowhere.
 * @param {string} file relative to the root
 * @param {string} text
 * @param {readonly string[]} files all files of the project
 */
export function brokenLinks(file, text, files) {
  const known = new Set(files);
  const folders = new Set(files.flatMap(ancestors));
  const prose = text.replace(/^```.*?^```/gms, "").replace(/`[^`\n]*`/g, "");
  const targets = [...prose.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].map((match) => match[1] ?? "");
  return targets.flatMap((target) => {
    const [place = ""] = target.split("#");
    if (place === "" || /^[a-z]+:/i.test(place)) return [];
    const to = path.posix.normalize(path.posix.join(path.posix.dirname(file), decodeURI(place))).replace(/\/$/, "");
    return known.has(to) || folders.has(to) || to === "." ? [] : [`${file}: the link to ${target} leads nowhere`];
  });
}

/**
 * Files and folders that a Markdown file names from the root, in words or commands, and that are not there.
 * What is built is not looked for.
 * @param {string} file relative to the root
 * @param {string} text
 * @param {readonly string[]} files all files of the project
 */
export function missingFiles(file, text, files) {
  const known = new Set([...files, ...files.flatMap(ancestors)]);
  const named = text.matchAll(/(?<![\w./@-])(?:apps|bench|docs|e2e|packages|scripts)\/[\w./-]*\w/g);
  const missing = [...new Set([...named].map(([name]) => name))].filter((name) => !known.has(name));
  return missing.filter((name) => !/\/dist\//.test(name)).map((name) => `${file}: there is no ${name}`);
}

/** @param {string} file */
function ancestors(file) {
  const parts = file.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}
