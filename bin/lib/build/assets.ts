import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build as bundle } from 'esbuild'
import type { BuildOptions, Metafile } from 'esbuild'
import { ROOT } from '../settings.js'
import { filesIn, hashOf, isFresh, stamp } from './sources.js'

const OUTPUT = join(ROOT, 'public', 'assets')
/** Code that runs on both sides, files and folders: ballots are counted in Node and in the browser. */
export const SHARED_WITH_SERVER = [
  'app/governance',
  'app/shared/canonical.ts',
  'app/shared/result.ts',
]
const STYLES = ['resources/css/app.css', 'resources/css/results.css']
const COMPRESSIBLE = new Set(['.css', '.js', '.svg'])

const options = {
  absWorkingDir: ROOT,
  bundle: true,
  format: 'esm',
  splitting: true,
  minify: true,
  target: ['chrome111', 'firefox115', 'safari16.4'],
  loader: { '.woff2': 'file', '.svg': 'file', '.png': 'file' },
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  logLevel: 'warning',
} satisfies BuildOptions

/**
 * Bundles the stylesheets of `STYLES` and each script that no other imports into `public/assets`,
 * with Brotli and gzip forms beside and `manifest.json` from source name to address. Does nothing
 * when the sources have not changed; returns whether it built.
 */
export async function buildAssets(): Promise<boolean> {
  const sources = filesIn(['resources/css', 'resources/js', 'resources/fonts'])
  const counting = filesIn(SHARED_WITH_SERVER)
  const hash = hashOf([...sources, ...counting, 'package-lock.json', 'bin/lib/build/assets.ts'])
  if (isFresh(OUTPUT, hash)) return false

  const draft = `${OUTPUT}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  const entryPoints = await entries(sources)
  const { metafile } = await bundle({ ...options, entryPoints, outdir: draft, metafile: true })
  const addresses = Object.fromEntries(namesOf(metafile))
  writeFileSync(join(draft, 'manifest.json'), `${JSON.stringify(addresses, null, 2)}\n`)
  for (const file of Object.keys(metafile.outputs)) compress(join(ROOT, file))
  stamp(draft, hash)
  rmSync(OUTPUT, { recursive: true, force: true })
  renameSync(draft, OUTPUT)
  return true
}

async function entries(sources: string[]): Promise<string[]> {
  const styles = sources.filter((file) => STYLES.includes(file))
  const scripts = sources.filter((file) => /^resources\/js\/[^/]+\.ts$/.test(file))
  if (scripts.length === 0) return styles
  const { metafile } = await bundle({
    ...options,
    entryPoints: scripts,
    outdir: OUTPUT,
    write: false,
    metafile: true,
  })
  const imported = Object.values(metafile.inputs).flatMap((input) =>
    input.imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path)
  )
  return [...styles, ...scripts.filter((file) => !imported.includes(file))]
}

function namesOf(metafile: Metafile): [string, string][] {
  return Object.entries(metafile.outputs).flatMap(([file, output]) => {
    const isFile = !output.entryPoint && Object.keys(output.inputs).length === 1
    const source = output.entryPoint ?? (isFile ? Object.keys(output.inputs)[0] : undefined)
    if (!source) return []
    const name = basename(source, extname(source)) + extname(file)
    return [[name, `/assets/${basename(file)}`]]
  })
}

function compress(path: string): void {
  if (!COMPRESSIBLE.has(extname(path))) return
  const plain = readFileSync(path)
  const best = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  writeFileSync(`${path}.br`, brotliCompressSync(plain, { params: best }))
  writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }))
}
