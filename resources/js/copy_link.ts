/** `<copy-link done="…">` around a field and its hidden button: copies the field, and says so; with
 * `share="title"` and a hidden button `data-share`, hands it to the device's own sharing too. */
class CopyLink extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector('input')
    const button = this.querySelector('button')
    const status = this.querySelector('[role=status]')
    if (!input || !button || !status) return
    button.hidden = false
    this.#offerSharing(input.value)
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

  /** Where the device has its own way to share, a second button leads to it. */
  #offerSharing(url: string) {
    const button = this.querySelector<HTMLButtonElement>('[data-share]')
    const title = this.getAttribute('share')
    if (!button || title === null || !('share' in navigator)) return
    button.hidden = false
    // Closing the device's dialogue is no fault.
    button.addEventListener('click', () => void navigator.share({ title, url }).catch(() => {}))
  }
}
customElements.define('copy-link', CopyLink)
