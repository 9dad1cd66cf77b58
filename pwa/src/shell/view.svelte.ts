/** 长辈版: larger type and larger things to press, remembered on this phone. */
const at = 'lianxin-view'
let elder = $state(localStorage.getItem(at) === 'elder')

export const view = {
  get elder() {
    return elder
  },
  set elder(wanted: boolean) {
    elder = wanted
    localStorage.setItem(at, wanted ? 'elder' : '')
    apply()
  },
}

function apply() {
  if (elder) document.documentElement.dataset.view = 'elder'
  else delete document.documentElement.dataset.view
}

apply()
