/** What is to be printed stands beside the app in the page; while it does, it is all that is printed. */
export function onPaper(paper: HTMLElement) {
  document.body.append(paper)
  document.body.classList.add('printing')
  return () => {
    paper.remove()
    if (!document.querySelector('body > .paper')) document.body.classList.remove('printing')
  }
}
