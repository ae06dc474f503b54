/** `<character-count max="2000">`: how many characters are left, said once the end is near. */
class CharacterCount extends HTMLElement {
  connectedCallback() {
    const area = this.querySelector('textarea')
    const output = this.querySelector('output')
    const max = Number(this.getAttribute('max'))
    if (!area || !output || !max) return
    const show = () => {
      const left = max - [...area.value].length
      output.hidden = left > Math.max(100, max / 10)
      output.value = String(left)
      output.classList.toggle('field__count--over', left < 0)
    }
    area.addEventListener('input', show)
    show()
  }
}
customElements.define('character-count', CharacterCount)
