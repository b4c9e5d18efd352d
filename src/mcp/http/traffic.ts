import { limits } from './limits.ts'

/** How many requests are under way. */
export interface Traffic {
  /** A place that is left once, whoever says so how often; or why there is none. */
  enter(): { readonly leave: () => void } | 'busy' | 'ending'
  readonly underWay: number
  /** Lets nobody in any more; resolves when everybody has left, or after so many milliseconds. */
  end(mostMs: number): Promise<void>
}

export function createTraffic(): Traffic {
  let underWay = 0
  let isEnding = false
  let allLeft = (): void => undefined
  return {
    enter() {
      if (isEnding) return 'ending'
      if (underWay >= limits.requests) return 'busy'
      underWay += 1
      let isHere = true
      return {
        leave() {
          if (!isHere) return
          isHere = false
          underWay -= 1
          if (underWay === 0) allLeft()
        },
      }
    },
    get underWay() {
      return underWay
    },
    end(mostMs) {
      isEnding = true
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, mostMs)
        allLeft = () => {
          clearTimeout(timer)
          resolve()
        }
        if (underWay === 0) allLeft()
      })
    },
  }
}
