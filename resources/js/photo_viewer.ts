/** A photo opened from its post fills the screen; arrows go through the post's photos. */
let dialog: HTMLDialogElement | null = null
let links: HTMLAnchorElement[] = []
let at = 0

function viewer(): HTMLDialogElement {
  if (dialog) return dialog
  dialog = document.createElement('dialog')
  dialog.className = 'viewer'
  dialog.addEventListener('click', () => dialog?.close())
  dialog.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowRight') show(at + 1)
    if (key === 'ArrowLeft') show(at - 1)
  })
  document.body.append(dialog)
  return dialog
}

function show(index: number) {
  const link = links[index]
  const small = link?.querySelector('img')
  if (!link || !small) return
  at = index
  const image = new Image(small.width, small.height)
  image.alt = small.alt
  image.src = link.href
  viewer().replaceChildren(image)
  viewer().ariaLabel = small.alt
}

document.addEventListener('click', (event) => {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
  const link = (event.target as Element).closest<HTMLAnchorElement>('a.photo__link')
  const photos = link?.closest('.photos')
  if (!link || !photos) return
  event.preventDefault()
  links = [...photos.querySelectorAll<HTMLAnchorElement>('a.photo__link')]
  show(links.indexOf(link))
  viewer().showModal()
})
