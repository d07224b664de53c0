/* The key written on a button presses it: the first on the page. Without this file the buttons are buttons. */
document.addEventListener('keydown', function (event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
  if (event.target.closest('input, textarea, select, [contenteditable]')) return
  const pressed = document.querySelector('[data-key="' + CSS.escape(event.key.toLowerCase()) + '"]:not(:disabled)')
  if (pressed) {
    event.preventDefault()
    pressed.click()
  }
})
