declare module 'd3-scale' {
  interface TimeScale {
    (ms: number): number
    ticks(count: number): Date[]
  }
  interface LinearScale {
    (value: number): number
    ticks(count: number): number[]
    nice(): LinearScale
  }
  interface ScaleMaker<S> {
    domain(domain: readonly [number, number]): { range(range: readonly [number, number]): S }
  }
  export function scaleUtc(): ScaleMaker<TimeScale>
  export function scaleLinear(): ScaleMaker<LinearScale>
}

declare module 'd3-shape' {
  interface Line<D> {
    (data: readonly D[]): string | null
    x(of: (datum: D) => number): Line<D>
    y(of: (datum: D) => number): Line<D>
    defined(of: (datum: D) => boolean): Line<D>
    curve(curve: unknown): Line<D>
  }
  export function line<D>(): Line<D>
  export const curveStepAfter: unknown
}
