/** What levels and posts are called, and who looks after a household. */
export default {
  tier: { CITY: '市', DISTRICT: '区县', TOWN: '镇街', COMMUNITY: '社区（村）', GRID: '网格', MICRO_GRID: '微网格' },
  leader: { CITY: '市级负责人', DISTRICT: '区县负责人', TOWN: '镇街负责人', COMMUNITY: '社区（村）负责人', GRID: '网格长', MICRO_GRID: '微网格长' },
  role: {
    LEADER: '网格长',
    MEMBER: '专职网格员',
    PROFESSIONAL: '专业网格员',
    LIAISON: '民情联络员',
    EDITOR: '信息员',
    DISPATCHER: '受理指挥',
  },
  liaisonOfMicroGrid: '微网格长（民情联络员）',

  // Whom a household can call
  contact: '负责您家的人',
  noContact: '还没有人负责这一户，有事请找社区。',
  callPerson: (name: string) => `打给${name}`,
}
