/**
 * The fields of each type of results, by the name that the schema has for it. The compiler holds this to the types, a test
 * holds it to the schema: so neither can be changed alone.
 */

import type { Contender } from '../../plan/contenders.ts';
import type { Workload } from '../../plan/workload.ts';
import type * as runs from '../../run/run.ts';
import type * as results from '../results.ts';

/** Every field; optional is what may be undefined, and then is not in a file. */
type Shape<T> = { readonly [K in keyof T]-?: undefined extends T[K] ? 'optional' : 'required' };

type Known<T> = Exclude<T, runs.Missing>;

interface Types {
  readonly missing: runs.Missing;
  readonly unmeasuredPart: results.UnmeasuredPart;
  readonly machine: results.MachineFacts;
  readonly closedPlan: results.Configuration['closed'];
  readonly configuration: results.Configuration;
  readonly fairnessFact: results.FairnessFact;
  readonly ceiling: results.Ceiling;
  readonly capacityStep: results.CapacityStep;
  readonly capacity: results.Capacity;
  readonly payload: Workload['payload'];
  readonly workload: Workload;
  readonly rates: Record<Contender, number>;
  readonly point: results.Point;
  readonly recordedRun: results.RecordedRun;
  readonly countedTraffic: results.CountedTraffic;
  readonly warmUp: runs.WarmUp;
  readonly latencies: runs.Latencies;
  readonly openLoopResult: runs.OpenLoopResult;
  readonly closedLoopResult: runs.ClosedLoopResult;
  readonly systemUse: runs.SystemUse;
  readonly socketTraffic: Known<runs.Traffic['socket']>;
  readonly networkTraffic: Known<runs.Traffic['network']>;
  readonly traffic: runs.Traffic;
  readonly runResult: runs.RunResult;
  readonly attributedCost: results.Attribution['parts'][number];
  readonly attribution: results.Attribution;
  readonly connectionSample: results.ConnectionCosts['samples'][number];
  readonly connectionCosts: results.ConnectionCosts;
  readonly fanoutRound: results.FanoutRound;
  readonly fanoutCosts: results.FanoutCosts;
  readonly backlogRound: results.BacklogRound;
  readonly backlogCosts: results.BacklogCosts;
  readonly results: results.Results;
  readonly processUse: runs.ProcessUse;
}

export const shapes: { readonly [Name in keyof Types]: Shape<Types[Name]> } = {
  missing: {
    missing: 'required',
  },
  unmeasuredPart: { missing: 'required', what: 'required' },
  machine: {
    duet: 'required',
    commit: 'required',
    node: 'required',
    libraries: 'required',
    system: 'required',
    cpu: 'required',
    cores: 'required',
    governor: 'required',
    memoryGib: 'required',
    loadAverage: 'required',
  },
  closedPlan: {
    window: 'required',
    durationMs: 'required',
  },
  configuration: {
    command: 'required',
    seed: 'required',
    scenarios: 'required',
    blocksMin: 'required',
    blocksMax: 'required',
    precision: 'required',
    budgetMs: 'required',
    sloMs: 'required',
    generators: 'required',
    probePerSecond: 'required',
    warmUpMsMax: 'required',
    openMs: 'required',
    closed: 'required',
    pinned: 'required',
  },
  fairnessFact: {
    what: 'required',
    is: 'required',
  },
  ceiling: {
    contender: 'required',
    workload: 'required',
    closedPerSecond: 'required',
    limitedBy: 'required',
  },
  capacityStep: {
    ratePerSecond: 'required',
    phase: 'required',
    p99Us: 'optional',
    achieved: 'required',
    kept: 'required',
    reasons: 'required',
  },
  capacity: {
    contender: 'required',
    workload: 'required',
    sloMs: 'required',
    ratePerSecond: 'required',
    failedPerSecond: 'optional',
    endedBy: 'required',
    steps: 'required',
  },
  payload: {
    bytesMin: 'required',
    bytesMax: 'required',
    text: 'required',
  },
  workload: {
    name: 'required',
    mix: 'required',
    payload: 'required',
    connections: 'required',
    chats: 'required',
    zipfExponent: 'required',
    arrivals: 'required',
    ledger: 'required',
    roundTripMs: 'required',
    http2Windows: 'required',
    stalledReaders: 'required',
  },
  rates: {
    wire: 'required',
    grpcUnary: 'required',
    grpcSession: 'required',
  },
  point: {
    id: 'required',
    scenario: 'required',
    workload: 'required',
    basis: 'required',
    ratePerSecond: 'required',
    headline: 'required',
  },
  recordedRun: {
    point: 'required',
    block: 'required',
    order: 'required',
    contender: 'required',
    twin: 'required',
    seed: 'required',
    generators: 'required',
    result: 'required',
  },
  countedTraffic: { point: 'required', contender: 'required', traffic: 'required' },
  warmUp: {
    ms: 'required',
    settled: 'required',
    heatedRequests: 'required',
  },
  latencies: {
    response: 'required',
    service: 'required',
    lag: 'required',
  },
  openLoopResult: {
    elapsedMs: 'required',
    offered: 'required',
    completed: 'required',
    refused: 'required',
    answeredInPart: 'required',
    heldBack: 'required',
    backlogAtStart: 'required',
    backlogAtEnd: 'required',
    load: 'required',
    probe: 'required',
  },
  closedLoopResult: {
    window: 'required',
    completed: 'required',
    refused: 'required',
    elapsedMs: 'required',
    generatorUtilisation: 'required',
    serverUtilisation: 'required',
  },
  systemUse: {
    elapsedMs: 'required',
    busyUs: 'required',
    stolenUs: 'required',
  },
  socketTraffic: {
    writtenBytes: 'required',
    readBytes: 'required',
  },
  networkTraffic: {
    bytes: 'required',
    packets: 'required',
  },
  traffic: {
    socket: 'required',
    network: 'required',
    requests: 'required',
  },
  runResult: {
    startedAt: 'required',
    warmUp: 'required',
    open: 'required',
    closed: 'optional',
    server: 'required',
    generators: 'required',
    probe: 'required',
    system: 'required',
    traffic: 'required',
    sockets: 'required',
  },
  attributedCost: {
    name: 'required',
    usPerMessage: 'required',
  },
  attribution: {
    contender: 'required',
    workload: 'required',
    parts: 'required',
    notes: 'required',
  },
  connectionSample: {
    connections: 'required',
    serverResidentBytes: 'required',
  },
  connectionCosts: {
    contender: 'required',
    samples: 'required',
    bytesPerConnection: 'required',
    connectsPerSecond: 'required',
    loginsPerSecond: 'required',
    reconnectMs: 'required',
    server: 'required',
    notes: 'required',
  },
  fanoutRound: {
    round: 'required',
    messages: 'required',
    firstUs: 'required',
    medianUs: 'required',
    lastUs: 'required',
    deliveries: 'required',
    deliveriesPerSecond: 'required',
    serverUtilisation: 'required',
    receiverUtilisation: 'required',
  },
  fanoutCosts: {
    contender: 'required',
    ledger: 'required',
    subscribers: 'required',
    rounds: 'required',
    faults: 'required',
    notes: 'required',
  },
  backlogRound: {
    round: 'required',
    catchUps: 'required',
    messagesPerSecond: 'required',
    catchingUpP50Us: 'required',
    catchingUpP99Us: 'required',
    aloneP50Us: 'required',
    aloneP99Us: 'required',
    serverUtilisation: 'required',
    receiverUtilisation: 'required',
  },
  backlogCosts: {
    contender: 'required',
    ledger: 'required',
    messages: 'required',
    livePerSecond: 'required',
    rounds: 'required',
    catchingUp: 'required',
    alone: 'required',
    faults: 'required',
    notes: 'required',
  },
  results: {
    format: 'required',
    version: 'required',
    startedAt: 'required',
    endedAt: 'required',
    interrupted: 'required',
    error: 'optional',
    unmeasured: 'optional',
    machine: 'required',
    configuration: 'required',
    fairness: 'required',
    ceilings: 'required',
    capacities: 'required',
    points: 'required',
    runs: 'required',
    counted: 'optional',
    attribution: 'required',
    connections: 'required',
    fanout: 'optional',
    backlog: 'optional',
  },
  processUse: {
    elapsedMs: 'required',
    userUs: 'required',
    systemUs: 'required',
    gcUs: 'required',
    eventLoopUtilisation: 'required',
    eventLoopDelayP99Us: 'required',
    runQueueWaitUs: 'required',
    mainRunQueueWaitUs: 'required',
    pacerCpuUs: 'optional',
    residentBytes: 'required',
  },
};
