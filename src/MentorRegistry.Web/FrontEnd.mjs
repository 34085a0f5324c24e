// Fetches the packages of package-lock.json and copies the files that pages use to wwwroot/lib.
// Called by FrontEnd.targets. Safe when several builds call it at once: the first does the work, the others wait.
import { execSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const library = join(root, "wwwroot/lib");
const stamp = join(library, ".stamp");
const lock = join(root, "obj/front-end.lock");
const inputs = [join(root, "package-lock.json"), fileURLToPath(import.meta.url)];

const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const upToDate = () => inputs.every((input) => changed(stamp) > changed(input));

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** True when this process holds the lock; a lock left by a build that was killed is taken over. */
function takeLock() {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  let owner;
  try {
    owner = Number(readFileSync(lock, "utf8"));
  } catch {
    return false; // just let go
  }
  if (owner && !isRunning(owner)) rmSync(lock, { force: true });
  return false;
}

const sleep = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

mkdirSync(dirname(lock), { recursive: true });
const giveUp = Date.now() + 5 * 60_000;
while (!upToDate() && !takeLock()) {
  if (Date.now() > giveUp) throw new Error(`Another build has held ${lock} for five minutes.`);
  sleep(200);
}

if (!upToDate()) {
  try {
    execSync("npm ci --ignore-scripts --no-audit --no-fund", { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
    const from = join(root, "node_modules/dkfds");
    const fresh = `${library}.new`;
    rmSync(fresh, { recursive: true, force: true });
    const copy = (path, options) =>
      cpSync(join(from, "dist", path), join(fresh, "dkfds", path), { recursive: true, ...options });
    copy("css/dkfds.min.css");
    copy("js/dkfds.min.js");
    copy("img/all-svg-icons.svg");
    copy("img/svg-icons");
    // The weights that dkfds.css and site.css name; every browser that is still served reads woff2.
    for (const face of ["Regular", "Italic", "Medium", "SemiBold", "Bold"])
      copy(`fonts/IBMPlexSans/complete/woff2/IBMPlexSans-${face}.woff2`);
    // dkfds.css names this one first; a page that is drawn before site.css has come asks for it.
    copy("fonts/IBMPlexSans/complete/woff/IBMPlexSans-Regular.woff");
    copy("fonts/IBMPlexSans/complete/woff2/license.txt");
    cpSync(join(from, "LICENSE.md"), join(fresh, "dkfds/LICENSE.md"));
    const plots = join(root, "node_modules/echarts");
    for (const path of ["dist/echarts.common.min.js", "LICENSE", "NOTICE"])
      cpSync(join(plots, path), join(fresh, "echarts", path));
    rmSync(library, { recursive: true, force: true });
    renameSync(fresh, library);
    writeFileSync(stamp, "");
  } finally {
    rmSync(lock, { force: true });
  }
} else {
  try {
    if (Number(readFileSync(lock, "utf8")) === process.pid) rmSync(lock, { force: true });
  } catch {
    // Nobody holds it.
  }
}
