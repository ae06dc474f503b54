import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build as compile } from 'esbuild'
import { ROOT } from '../settings.js'
import { filesIn, hashOf, isFresh, stamp } from './sources.js'

const OUTPUT = join(ROOT, 'build')
const CODE = ['adonisrc.ts', 'app', 'config', 'database', 'start']
const ENTRY_POINTS = ['bin/console.ts', 'bin/ignitor.ts', 'bin/server.ts']
const COPIED = ['resources/views', 'resources/lang']

/**
 * Compiles the server file by file into `build/`, with what it reads at run time beside it. Does
 * nothing when the sources have not changed; returns whether it built.
 */
export async function buildServerCode(): Promise<boolean> {
  const sources = filesIn([...CODE, ...ENTRY_POINTS, ...COPIED])
  const configuration = ['package.json', 'package-lock.json', 'tsconfig.json']
  const hash = hashOf([...sources, ...configuration, 'bin/lib/build/server_code.ts'])
  if (isFresh(OUTPUT, hash)) return false

  const draft = `${OUTPUT}.${process.pid}`
  await compile({
    absWorkingDir: ROOT,
    entryPoints: sources.filter((file) => file.endsWith('.ts')),
    outbase: '.',
    outdir: draft,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    sourcemap: true,
    sourcesContent: false,
    tsconfig: 'tsconfig.json',
    logLevel: 'warning',
  })
  for (const file of sources.filter((source) => !source.endsWith('.ts'))) {
    mkdirSync(dirname(join(draft, file)), { recursive: true })
    cpSync(join(ROOT, file), join(draft, file))
  }
  writeFileSync(join(draft, 'ace.js'), "import './bin/console.js'\n")
  writeFileSync(join(draft, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
  symlinkSync(join('..', 'public'), join(draft, 'public'))
  stamp(draft, hash)
  rmSync(OUTPUT, { recursive: true, force: true })
  renameSync(draft, OUTPUT)
  return true
}

// Node reads the subpath imports of the nearest package.json: the same rooms, in build/.
function manifest() {
  const { name, version, type, imports } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8')
  )
  return { name, version, private: true, type, imports }
}
