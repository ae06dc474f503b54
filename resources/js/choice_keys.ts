/** `<choice-keys>` around a form: outside its fields a digit ticks the choice of that rank, `r` goes to the reason. */
class ChoiceKeys extends HTMLElement {
  #onKey = (event: KeyboardEvent) => {
    const { target, key } = event
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (target instanceof Element && target.closest('textarea, select, input:not([type=radio])')) {
      return
    }
    const choices = this.querySelectorAll<HTMLInputElement>('input[name=act]')
    const choice = /^[1-9]$/.test(key) ? choices[Number(key) - 1] : undefined
    const field = key === 'r' ? this.querySelector('textarea') : choice
    if (!field) return
    event.preventDefault()
    if (choice) choice.checked = true
    field.focus()
  }

  connectedCallback() {
    document.addEventListener('keydown', this.#onKey)
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.#onKey)
  }
}
customElements.define('choice-keys', ChoiceKeys)
