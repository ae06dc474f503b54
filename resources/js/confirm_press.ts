/** `<confirm-press question="…">` around a button: the first press asks, the second does. */
class ConfirmPress extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button')
    const question = this.getAttribute('question')
    if (!button || !question) return
    const before = button.innerHTML
    const restore = () => {
      button.innerHTML = before
      delete button.dataset.asked
    }
    button.addEventListener('click', (event) => {
      if (button.dataset.asked) return
      event.preventDefault()
      button.dataset.asked = 'yes'
      button.textContent = question
      setTimeout(restore, 6000)
    })
    button.addEventListener('blur', restore)
  }
}
customElements.define('confirm-press', ConfirmPress)
