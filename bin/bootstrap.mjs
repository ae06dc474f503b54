// Runs under whatever Node the machine has, before anything is installed: no dependency, no TypeScript.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const MODULES = join(ROOT, 'node_modules')
const RECORD = join(MODULES, '.placette-install')
const WANTED_NODE = 24

/** Installs what is missing, then runs a TypeScript command of this folder under the project's Node. */
export function bootstrap(script) {
  process.chdir(ROOT)
  requireVersion('Node', process.versions.node, 20, 'Install it from your system or nodejs.org.')
  if (!isInstalled()) install()
  const node = projectNode()
  const child = spawn(
    node,
    [
      ...['--disable-warning=ExperimentalWarning', '--import', '@poppinss/ts-exec'],
      ...[join(ROOT, 'bin', script), ...process.argv.slice(2)],
    ],
    {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, PATH: [join(MODULES, '.bin'), process.env.PATH].join(delimiter) },
    }
  )
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  if (process.env.npm_lifecycle_event) leaveWithNpm(child)
  child.on('error', (error) => fail(`The project's Node (${node}) does not run: ${error.message}`))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal]
    process.disconnect?.()
  })
}

// npm killed outright tells nobody.
function leaveWithNpm(child) {
  const npm = process.ppid
  setInterval(() => process.ppid === npm || child.kill('SIGTERM'), 500).unref()
}

function isInstalled() {
  if (!existsSync(MODULES)) return false
  if (existsSync(RECORD) && readFileSync(RECORD, 'utf8') === lockHash()) return true
  if (!installedByHand()) return false
  record()
  return true
}

// Someone ran npm themselves: its own account of what it installed is compared with the lock file.
function installedByHand() {
  const read = (path) => JSON.parse(readFileSync(path, 'utf8')).packages
  const account = join(MODULES, '.package-lock.json')
  if (!existsSync(account)) return false
  const installed = read(account)
  return Object.entries(read(join(ROOT, 'package-lock.json'))).every(
    ([path, { version, optional, devOptional, peer }]) =>
      path === '' ||
      (installed[path] ? installed[path].version === version : optional || devOptional || peer)
  )
}

function install() {
  const npm = spawnSync('npm', ['--version'], { encoding: 'utf8' })
  if (npm.error) fail('npm is not on the PATH: install npm 10 or later, then try again.')
  requireVersion('npm', npm.stdout.trim(), 10, 'Run "npm install --global npm@10".')
  console.log('Installing packages (once; about a minute)…')
  try {
    // Development packages too, whatever NODE_ENV says: the build and the tests need them.
    const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund']
    execFileSync('npm', ['ci', ...options, '--loglevel=error'], { cwd: ROOT, stdio: 'inherit' })
  } catch {
    fail('The packages could not be installed: see what npm says above, then try again.')
  }
  record()
}

function record() {
  writeFileSync(RECORD, lockHash())
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')
}

// The `node` package fetches its program in an install script, which some configurations forbid.
function projectNode() {
  const own = join(MODULES, '.bin', 'node')
  if (majorOf(spawnSync(own, ['--version'], { encoding: 'utf8' }).stdout ?? '') >= WANTED_NODE) {
    return own
  }
  if (majorOf(process.versions.node) >= WANTED_NODE) return process.execPath
  return fail(
    `Node ${WANTED_NODE} was not installed with the packages (were install scripts disabled?): ` +
      'run "npm rebuild node", or use a Node of that version.'
  )
}

function requireVersion(name, version, minimum, remedy) {
  if (majorOf(version) >= minimum) return
  fail(`Placette needs ${name} ${minimum} or later; this is ${version}. ${remedy}`)
}

function majorOf(version) {
  return Number.parseInt(version.replace(/^v/, ''), 10) || 0
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
