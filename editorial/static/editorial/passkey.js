/* A passkey that can't be used says so on the page, not in the console alone. */
document.addEventListener('allauth.error', function (event) {
  event.preventDefault()
  document.querySelectorAll('.passkey-fault').forEach(function (fault) { fault.hidden = false })
})
