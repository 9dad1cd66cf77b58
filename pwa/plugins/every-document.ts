/** Every slice's operations; loaded only while building. */
export default import.meta.glob('/src/**/documents.ts', { eager: true })
