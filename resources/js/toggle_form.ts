/**
 * `<toggle-form>` around a form of one button: does the thing (thanking, keeping) or takes it back
 * without leaving the page.
 */
class ToggleForm extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector('form')
    const button = this.querySelector('button')
    if (!form || !button) return
    let busy = false
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      if (busy) return
      const pressed = button.ariaPressed === 'true'
      // Not disabled: a disabled button loses the focus.
      busy = true
      button.ariaPressed = String(!pressed)
      try {
        const answer = await fetch(form.action, {
          method: 'POST',
          headers: { accept: 'application/json' },
          body: new URLSearchParams(new FormData(form) as never),
        })
        // The session has ended: the form itself leads to where one signs in.
        if (!answer.ok) throw new Error(String(answer.status))
        const [path = ''] = (form.getAttribute('action') ?? '').split('?')
        form.setAttribute('action', pressed ? path : `${path}?_method=DELETE`)
      } catch {
        button.ariaPressed = String(pressed)
        form.submit()
      }
      busy = false
    })
  }
}
customElements.define('toggle-form', ToggleForm)
