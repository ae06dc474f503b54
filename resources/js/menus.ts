/** Open menus close with Escape, or when one looks elsewhere. */
const MENUS = 'details.menu[open], details.alt[open]'

function closeAll(except: Node | null) {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>(MENUS)) {
    if (!except || !menu.contains(except)) menu.open = false
  }
}

document.addEventListener('click', (event) => closeAll(event.target as Node))
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  const menu = document.activeElement?.closest<HTMLDetailsElement>(MENUS)
  closeAll(null)
  menu?.querySelector('summary')?.focus()
})
