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
        // The answer is a redirect to the page one is on: no need to follow it.
        const answer = await fetch(form.action, {
          method: 'POST',
          body: new URLSearchParams(new FormData(form) as never),
          redirect: 'manual',
        })
        if (answer.type !== 'opaqueredirect' && !answer.ok) throw new Error(String(answer.status))
        const path = form.action.split('?')[0] ?? form.action
        form.action = thanked ? path : `${path}?_method=DELETE`
      } catch {
        button.ariaPressed = String(thanked)
        form.submit()
      }
      busy = false
    })
  }
}
customElements.define('thanks-button', ThanksButton)
