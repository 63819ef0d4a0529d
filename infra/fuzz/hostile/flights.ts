/** Which attempts were under way when, to say what stood beside a stall. */
export interface Flights {
  start: (name: string) => () => void;
  during: (from: number, to: number) => string[];
}

interface Flight {
  name: string;
  from: number;
  to: number;
}

const keptMs = 120_000;

export function createFlights(): Flights {
  let flights: Flight[] = [];
  let sweptAt = Date.now();
  return {
    start(name) {
      const flight = { name, from: Date.now(), to: Infinity };
      flights.push(flight);
      if (Date.now() - sweptAt > keptMs) {
        sweptAt = Date.now();
        flights = flights.filter(({ to }) => to > sweptAt - keptMs);
      }
      return () => (flight.to = Date.now());
    },
    during: (from, to) => [
      ...new Set(flights.filter((flight) => flight.from <= to && flight.to >= from).map(({ name }) => name)),
    ],
  };
}
