import { expect, test } from 'vitest'
import { onPaper } from './paper'

test('what is to be printed stands beside the app, and only as long as it is wanted', () => {
  const page = document.createElement('main')
  const papers = [document.createElement('article'), document.createElement('article')]
  page.append(...papers)
  document.body.append(page)
  for (const paper of papers) paper.className = 'paper'
  const [first, second] = papers.map(onPaper)
  expect(papers.map((paper) => paper.parentElement)).toEqual([document.body, document.body])
  first!()
  expect(document.body.className).toBe('printing')
  second!()
  expect([document.body.className, document.body.contains(papers[1]!)]).toEqual(['', false])
})
