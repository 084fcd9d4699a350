/** Who is compared: the same server and core, reached in three ways. Pure data. */

export const contenders = {
  wire: { label: 'wire', transport: 'wire' },
  grpcUnary: { label: 'gRPC unary', transport: 'grpc' },
  grpcSession: { label: 'gRPC session', transport: 'grpc' },
} as const satisfies Record<string, { readonly label: string; readonly transport: 'wire' | 'grpc' }>;

export type Contender = keyof typeof contenders;

export const contenderNames = Object.keys(contenders) as readonly Contender[];

/** What wire is compared with: gRPC is always shown both ways. */
export type GrpcContender = Exclude<Contender, 'wire'>;

export const grpcContenders: readonly GrpcContender[] = ['grpcUnary', 'grpcSession'];
