import { make } from './picked_photo.js'

interface Person {
  handle: string
  name: string
}

const TYPED = /(?:^|[^\p{L}\p{M}\p{N}_@/.])@([\p{L}\p{M}\p{N}_]{1,30})$/u
const PAUSE = 150

/** While someone is being named in a text (`@aw…`), who may be meant: a list under the field. */
class Suggestions {
  #list = make('ul', { className: 'suggestions', id: 'suggestions', role: 'listbox' })
  #active = 0
  #timer = 0
  #asking: AbortController | null = null

  constructor(private area: HTMLTextAreaElement) {
    this.#list.ariaLabel = document.body.dataset.suggestions ?? ''
    area.setAttribute('aria-autocomplete', 'list')
    area.addEventListener('keydown', (event) => this.#press(event))
    area.addEventListener('blur', () => this.close())
    // The field keeps the focus when one is picked with a finger.
    this.#list.addEventListener('mousedown', (event) => event.preventDefault())
    this.#list.addEventListener('click', (event) => {
      const option = (event.target as Element).closest<HTMLElement>('[role=option]')
      if (option) this.#pick(option)
    })
  }

  look() {
    clearTimeout(this.#timer)
    this.#asking?.abort()
    const start = this.#typed()
    if (start === null) return this.close()
    this.#timer = window.setTimeout(() => void this.#ask(start), PAUSE)
  }

  close() {
    clearTimeout(this.#timer)
    this.#asking?.abort()
    this.#list.remove()
    this.area.removeAttribute('aria-controls')
    this.area.removeAttribute('aria-activedescendant')
  }

  #typed(): string | null {
    const { value, selectionStart, selectionEnd } = this.area
    if (selectionStart !== selectionEnd) return null
    return TYPED.exec(value.slice(0, selectionStart))?.[1] ?? null
  }

  async #ask(start: string) {
    this.#asking = new AbortController()
    const { signal } = this.#asking
    const address = `/mentions/suggestions?start=${encodeURIComponent(start)}`
    const answer = await fetch(address, { signal }).catch(() => null)
    const { people } = answer?.ok
      ? ((await answer.json()) as { people: Person[] })
      : { people: [] as Person[] }
    if (signal.aborted || this.#typed() !== start) return
    if (people.length === 0) return this.close()
    this.#list.replaceChildren(...people.map(optionOf))
    this.area.after(this.#list)
    this.area.parentElement?.classList.add('suggests')
    this.area.setAttribute('aria-controls', this.#list.id)
    this.#activate(0)
  }

  #activate(index: number) {
    const options = [...this.#list.children]
    this.#active = (index + options.length) % options.length
    for (const [at, option] of options.entries()) option.ariaSelected = String(at === this.#active)
    const { id } = options[this.#active] ?? {}
    if (id) this.area.setAttribute('aria-activedescendant', id)
  }

  #press(event: KeyboardEvent) {
    if (!this.#list.isConnected || event.isComposing) return
    const act = {
      ArrowDown: () => this.#activate(this.#active + 1),
      ArrowUp: () => this.#activate(this.#active - 1),
      Enter: () => this.#pick(this.#list.children[this.#active] as HTMLElement),
      Tab: () => this.#pick(this.#list.children[this.#active] as HTMLElement),
      Escape: () => this.close(),
    }[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  #pick(option: HTMLElement) {
    const { selectionStart } = this.area
    const start = selectionStart - (this.#typed()?.length ?? 0)
    this.area.setRangeText(`${option.dataset.handle} `, start, selectionStart, 'end')
    this.close()
    this.area.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

function optionOf({ handle, name }: Person, index: number): HTMLLIElement {
  const option = make(
    'li',
    { className: 'suggestion', id: `suggestion-${index}`, role: 'option' },
    make('span', {}, name),
    make('span', { className: 'suggestion__handle' }, `@${handle}`)
  )
  option.dataset.handle = handle
  return option
}

const known = new WeakMap<HTMLTextAreaElement, Suggestions>()

document.addEventListener('input', ({ target }) => {
  if (!(target instanceof HTMLTextAreaElement) || target.name !== 'body') return
  const suggestions = known.get(target) ?? new Suggestions(target)
  known.set(target, suggestions)
  suggestions.look()
})
