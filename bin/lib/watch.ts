import { watch } from 'node:fs'
import { join, relative } from 'node:path'
import { ROOT } from './settings.js'

const QUIET = 120

/**
 * Tells which files changed under folders of the checkout, once they have been quiet for a
 * moment; returns what ends the watch.
 */
export function watchFolders(folders: string[], changed: (files: string[]) => void): () => void {
  let files = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const tell = () => {
    const list = [...files]
    files = new Set()
    changed(list)
  }
  const watchers = folders.map((folder) =>
    watch(join(ROOT, folder), { recursive: true }, (_event, name) => {
      if (!name || /(^|\/)\.|~$/.test(name)) return
      files.add(relative(ROOT, join(ROOT, folder, name)))
      clearTimeout(timer)
      timer = setTimeout(tell, QUIET)
    })
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
