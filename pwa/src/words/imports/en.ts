import type { Words } from '.'

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

const words: Words = {
  importTitle: 'Import a list of households',
  importHint: 'Choose a spreadsheet (XLSX or CSV). Its first line names the columns: building, unit, room, name, phone; also head, birth_year, needs, notes.',
  chooseFile: 'Choose a file',
  checking: 'Checking…',
  nothingYet: 'The file is only checked first; nothing is saved.',
  faults: (n) => count(n, 'thing to correct', 'things to correct'),
  faultsHint: 'Correct the file and choose it again. Nothing was saved.',
  line: (n) => `Line ${n}`,
  wouldAdd: (doors, people) => `Would add ${count(doors, 'household', 'households')} and ${count(people, 'person', 'people')}`,
  wouldChange: (n) => `Would update ${count(n, 'person', 'people')}`,
  known: (n) => `${count(n, 'household is', 'households are')} on the list already`,
  newDoors: 'New households',
  doImport: 'Import them',
  seeHouseholds: 'See the households',
  imported: (doors, people) => `Added ${count(doors, 'household', 'households')} and ${count(people, 'person', 'people')}`,
  nothingNew: 'Everything in this file is on the list already.',
  tooLarge: 'The file is too large: at most 5 MB. Please import it in parts.',
}

export default words
