import type { Words } from '.'

const words: Words = {
  importTitle: '匯入住戶名單',
  importHint: '選一個表格（XLSX 或 CSV）。第一列寫欄名：樓棟、單元、房號、姓名、手機；還可以有戶主、出生年份、需要關照、備註。',
  chooseFile: '選表格',
  checking: '正在檢查…',
  nothingYet: '先只檢查，不寫入。',
  faults: (n) => `有 ${n} 處要改`,
  faultsHint: '請改好表格再選一次。現在什麼都沒有寫入。',
  line: (n) => `第 ${n} 列`,
  wouldAdd: (doors, people) => `會新增 ${doors} 戶、${people} 人`,
  wouldChange: (n) => `更新 ${n} 人的資料`,
  known: (n) => `${n} 戶已在名單上`,
  newDoors: '新增的門牌',
  doImport: '確認匯入',
  seeHouseholds: '去看住戶',
  imported: (doors, people) => `已新增 ${doors} 戶、${people} 人`,
  nothingNew: '這個名單上的都已經登記，沒有新的。',
  tooLarge: '檔案太大，最多 5 MB。請分幾次匯入。',
}

export default words
