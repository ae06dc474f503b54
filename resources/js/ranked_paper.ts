interface Line {
  item: HTMLElement
  select: HTMLSelectElement
  name: string
}

/**
 * `<ranked-paper>`: ranking by taps or keys instead of a menu per line. Those who are placed stand on
 * top, in order, and move up, down or out; the menus stay in the form and carry what is sent.
 */
class RankedPaper extends HTMLElement {
  #placed: Line[] = []
  #others: Line[] = []

  connectedCallback() {
    const lines = [...this.querySelectorAll<HTMLElement>('[data-option]')].flatMap((item) => {
      const select = item.querySelector('select')
      return select ? [{ item, select, name: item.dataset.name ?? '' }] : []
    })
    const places = lines.map(({ select }) => Number(select.value)).filter((place) => place > 0)
    // A paper come back with a mistake is mended where the mistake is: in the menus.
    if (places.toSorted((a, b) => a - b).some((place, index) => place !== index + 1)) return
    this.#placed = lines
      .filter(({ select }) => select.value)
      .toSorted((a, b) => Number(a.select.value) - Number(b.select.value))
    this.#others = lines.filter(({ select }) => !select.value)
    for (const line of lines) {
      line.select.hidden = true
      const label = line.item.querySelector('label')
      label?.removeAttribute('for')
      label?.addEventListener('click', () => this.#add(line))
    }
    const plain = this.querySelector<HTMLElement>('.ranks__plain')
    const scripted = this.querySelector<HTMLElement>('.ranks__scripted')
    if (plain) plain.hidden = true
    if (scripted) scripted.hidden = false
    this.#draw()
  }

  #draw() {
    const list = this.querySelector('.ranks__list')
    if (!list) return
    for (const [index, line] of this.#placed.entries()) {
      line.select.value = String(index + 1)
      this.#dress(line, index)
    }
    for (const line of this.#others) {
      line.select.value = ''
      this.#dress(line, null)
    }
    list.append(...[...this.#placed, ...this.#others].map(({ item }) => item))
  }

  /** The number and the buttons of one line. */
  #dress(line: Line, index: number | null) {
    const { item, name } = line
    const row = item.querySelector('.ranks__row')
    row?.querySelectorAll('.ranks__number, .ranks__buttons').forEach((one) => one.remove())
    item.classList.toggle('is-placed', index !== null)
    const buttons = document.createElement('div')
    buttons.className = 'ranks__buttons'
    if (index === null) {
      const place = this.#placed.length + 1
      const label = this.#said('added', name, place)
      buttons.append(
        this.#button('add', this.#said('add', name, place), label, () => this.#add(line))
      )
      row?.append(buttons)
      return
    }
    const number = document.createElement('span')
    number.className = 'ranks__number'
    number.textContent = String(index + 1)
    row?.prepend(number)
    const up = this.#button('up', '↑', this.#said('up', name), () => this.#move(line, -1))
    const down = this.#button('down', '↓', this.#said('down', name), () => this.#move(line, 1))
    up.disabled = index === 0
    down.disabled = index === this.#placed.length - 1
    const remove = this.#button('remove', '✕', this.#said('remove', name), () => this.#remove(line))
    buttons.append(up, down, remove)
    row?.append(buttons)
  }

  #button(act: string, text: string, label: string, press: () => void) {
    const button = document.createElement('button')
    button.type = 'button'
    button.dataset.act = act
    button.textContent = text
    if (text !== label) button.setAttribute('aria-label', label)
    button.addEventListener('click', press)
    return button
  }

  #add(line: Line) {
    if (!this.#others.includes(line)) return
    this.#others = this.#others.filter((one) => one !== line)
    this.#placed = [...this.#placed, line]
    this.#draw()
    this.#tell(this.#said('moved', line.name, this.#placed.length))
    this.#focus(this.#others[0] ?? line, this.#others[0] ? ['add'] : ['up', 'remove'])
  }

  #move(line: Line, by: number) {
    const from = this.#placed.indexOf(line)
    this.#placed = this.#placed.toSpliced(from, 1).toSpliced(from + by, 0, line)
    this.#draw()
    this.#tell(this.#said('moved', line.name, from + by + 1))
    this.#focus(line, by < 0 ? ['up', 'down'] : ['down', 'up'])
  }

  #remove(line: Line) {
    this.#placed = this.#placed.filter((one) => one !== line)
    this.#others = [...this.#others, line]
    this.#draw()
    this.#tell(this.#said('gone', line.name))
    this.#focus(line, ['add'])
  }

  /** The first of these buttons that can be pressed: whoever uses keys goes on from there. */
  #focus({ item }: Line, acts: string[]) {
    for (const act of acts) {
      const button = item.querySelector<HTMLButtonElement>(`[data-act=${act}]`)
      if (button && !button.disabled) return button.focus()
    }
  }

  #tell(sentence: string) {
    const status = this.querySelector('[role=status]')
    if (status) status.textContent = sentence
  }

  #said(key: string, name: string, place?: number) {
    return (this.dataset[key] ?? '').replace('%name', name).replace('%place', String(place ?? ''))
  }
}

customElements.define('ranked-paper', RankedPaper)
