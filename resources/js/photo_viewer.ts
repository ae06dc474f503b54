import { make, tool } from './picked_photo.js'

/** A photo opened from its post fills the screen; swiping or arrows go through the post's photos. */
let dialog: HTMLDialogElement | null = null

function viewer(): HTMLDialogElement {
  if (dialog) return dialog
  const made = make('dialog', { className: 'viewer' })
  made.addEventListener('click', () => made.close())
  made.addEventListener('keydown', ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key]
    if (step) made.querySelector('div')?.scrollBy({ left: step * made.clientWidth })
  })
  document.body.append(made)
  dialog = made
  return made
}

function large(link: HTMLAnchorElement): HTMLImageElement {
  const { width = 0, height = 0, alt = '' } = link.querySelector('img') ?? {}
  return make('img', { src: link.href, width, height, alt, loading: 'lazy' })
}

document.addEventListener('click', (event) => {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
  const link = (event.target as Element).closest<HTMLAnchorElement>('a.photo__link')
  const photos = link?.closest('.photos')
  if (!link || !photos) return
  event.preventDefault()
  const links = [...photos.querySelectorAll<HTMLAnchorElement>('a.photo__link')]
  const row = make('div', { className: 'viewer__row' }, ...links.map(large))
  const close = tool('close', document.body.dataset.close ?? '', () => viewer().close())
  viewer().replaceChildren(row, close)
  viewer().showModal()
  row.children[links.indexOf(link)]?.scrollIntoView({ behavior: 'instant' })
})
