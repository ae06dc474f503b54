const SEEN_FOR = 800

/** `<reading-marker>`: whoever reads down to it has read all above, here and on other devices. */
class ReadingMarker extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector('form')
    if (!form) return
    let timer = 0
    const seen = new IntersectionObserver(([entry]) => {
      clearTimeout(timer)
      if (entry?.isIntersecting)
        timer = window.setTimeout(() => void this.#move(form, seen), SEEN_FOR)
    })
    seen.observe(this)
  }

  async #move(form: HTMLFormElement, seen: IntersectionObserver) {
    seen.disconnect()
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams(new FormData(form) as never),
      keepalive: true,
    }).catch(() => null)
    if (answer?.ok) form.hidden = true
  }
}
customElements.define('reading-marker', ReadingMarker)
