import type { Words } from '.'

const words: Words = {
  tier: { CITY: 'City', DISTRICT: 'District', TOWN: 'Town', COMMUNITY: 'Community', GRID: 'Grid', MICRO_GRID: 'Micro-grid' },
  leader: { CITY: 'City leader', DISTRICT: 'District leader', TOWN: 'Town leader', COMMUNITY: 'Community leader', GRID: 'Grid leader', MICRO_GRID: 'Micro-grid leader' },
  role: {
    LEADER: 'Leader',
    MEMBER: 'Full-time member',
    PROFESSIONAL: 'Professional',
    LIAISON: 'Liaison',
    EDITOR: 'Editor',
    DISPATCHER: 'Dispatcher',
  },
  liaisonOfMicroGrid: 'Micro-grid leader (liaison)',

  // Whom a household can call
  contact: 'Who looks after you',
  noContact: 'Nobody looks after this door yet. Please ask your community.',
  callPerson: (name) => `Call ${name}`,
}

export default words
