/** `<thanks-button>` around its form: says thank you without leaving the page. */
class ThanksButton extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector('form')
    const button = this.querySelector('button')
    if (!form || !button) return
    let busy = false
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      if (busy) return
      const thanked = button.ariaPressed === 'true'
      // Not disabled: a disabled button loses the focus.
      busy = true
      button.ariaPressed = String(!thanked)
      try {
        const answer = await fetch(form.action, {
          method: 'POST',
          headers: { accept: 'application/json' },
          body: new URLSearchParams(new FormData(form) as never),
        })
        // The session has ended: the form itself leads to where one signs in.
        if (!answer.ok) throw new Error(String(answer.status))
        const [path = ''] = (form.getAttribute('action') ?? '').split('?')
        form.setAttribute('action', thanked ? path : `${path}?_method=DELETE`)
      } catch {
        button.ariaPressed = String(thanked)
        form.submit()
      }
      busy = false
    })
  }
}
customElements.define('thanks-button', ThanksButton)
