import type { Words } from '.'

const words: Words = {
  tier: { CITY: '市', DISTRICT: '區縣', TOWN: '鎮街', COMMUNITY: '社區（村）', GRID: '網格', MICRO_GRID: '微網格' },
  leader: { CITY: '市級負責人', DISTRICT: '區縣負責人', TOWN: '鎮街負責人', COMMUNITY: '社區（村）負責人', GRID: '網格長', MICRO_GRID: '微網格長' },
  role: {
    LEADER: '網格長',
    MEMBER: '專職網格員',
    PROFESSIONAL: '專業網格員',
    LIAISON: '民情聯絡員',
    EDITOR: '資訊員',
    DISPATCHER: '受理指揮',
  },
  liaisonOfMicroGrid: '微網格長（民情聯絡員）',

  // Whom a household can call
  contact: '負責您家的人',
  noContact: '還沒有人負責這一戶，有事請找社區。',
  callPerson: (name) => `打給${name}`,
}

export default words
