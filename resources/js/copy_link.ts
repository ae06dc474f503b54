/** `<copy-link done="…">` around a field and its hidden button: copies the field, and says so. */
class CopyLink extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector('input')
    const button = this.querySelector('button')
    const status = this.querySelector('[role=status]')
    if (!input || !button || !status) return
    button.hidden = false
    button.addEventListener('click', async () => {
      status.textContent = ''
      input.select()
      // Outside of https there is no clipboard: what is selected is copied the old way.
      const copied = navigator.clipboard
        ? await navigator.clipboard.writeText(input.value).then(
            () => true,
            () => document.execCommand('copy')
          )
        : document.execCommand('copy')
      if (copied) status.textContent = this.getAttribute('done')
    })
  }
}
customElements.define('copy-link', CopyLink)
