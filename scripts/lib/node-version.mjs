// Imported before anything else, so nothing newer than Node 14 may be used here.

const WANTED = { major: 20, minor: 19 };

/**
 * What is wrong with this Node, or undefined.
 * @param {string} version as process.versions.node
 * @returns {string | undefined}
 */
export function nodeFault(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > WANTED.major || (major === WANTED.major && minor >= WANTED.minor)) return undefined;
  return `Chaoqer needs Node ${WANTED.major}.${WANTED.minor} or newer, and this is ${version}. Get one from https://nodejs.org.`;
}

/** Ends the process with a clear word when Node is too old. */
export function requireNode() {
  const fault = nodeFault(process.versions.node);
  if (!fault) return;
  console.error(fault);
  process.exit(1);
}
