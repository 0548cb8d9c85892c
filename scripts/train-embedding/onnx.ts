/**
 * Writes ONNX models: just enough of the protocol buffers of onnx.proto3 (https://onnx.ai/onnx/repo-docs/IR.html) for
 * graphs of a few nodes, so that neither training nor a test needs the onnx package. Field numbers are those of
 * onnx/onnx.proto3.
 */

/** TensorProto.DataType. */
const DATA_TYPE = { float: 1, int8: 3, int64: 7 } as const;
type DataType = keyof typeof DATA_TYPE;

export interface OnnxTensor {
  readonly name: string;
  readonly type: DataType;
  readonly dims: readonly number[];
  /** Row-major, little-endian, as long as `dims` and `type` say. */
  readonly data: Float32Array | Int8Array | BigInt64Array;
}

export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

/** A name stands for a dimension that varies between runs. */
export interface OnnxValue {
  readonly name: string;
  readonly type: DataType;
  readonly dims: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

const IR_VERSION = 8;
const OPSET = 17;

const FLOAT_ATTRIBUTE = 1;
const INT_ATTRIBUTE = 2;
const INTS_ATTRIBUTE = 7;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Buffer.from(bytes);
}

const key = (field: number, wireType: number): Buffer => varint(field * 8 + wireType);
const integer = (field: number, value: number): Buffer => Buffer.concat([key(field, 0), varint(value)]);

function bytes(field: number, content: Uint8Array): Buffer {
  return Buffer.concat([key(field, 2), varint(content.length), content]);
}

const text = (field: number, content: string): Buffer => bytes(field, Buffer.from(content));
const message = (field: number, parts: readonly Buffer[]): Buffer => bytes(field, Buffer.concat(parts));

function float(field: number, value: number): Buffer {
  const content = Buffer.alloc(4);
  content.writeFloatLE(value);
  return Buffer.concat([key(field, 5), content]);
}

function tensor(field: number, { name, type, dims, data }: OnnxTensor): Buffer {
  return message(field, [
    ...dims.map((size) => integer(1, size)),
    integer(2, DATA_TYPE[type]),
    text(8, name),
    bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ]);
}

/** A number with a fraction becomes a float attribute, any other an integer, a list a list of integers. */
function attribute(name: string, value: number | readonly number[]): Buffer {
  if (typeof value !== 'number') {
    return message(5, [text(1, name), ...value.map((item) => integer(8, item)), integer(20, INTS_ATTRIBUTE)]);
  }
  return message(
    5,
    Number.isInteger(value)
      ? [text(1, name), integer(3, value), integer(20, INT_ATTRIBUTE)]
      : [text(1, name), float(2, value), integer(20, FLOAT_ATTRIBUTE)],
  );
}

function node({ operator, inputs, outputs, attributes = {} }: OnnxNode): Buffer {
  return message(1, [
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  ]);
}

function value(field: number, { name, type, dims }: OnnxValue): Buffer {
  const shape = dims.map((size) => message(1, [typeof size === 'number' ? integer(1, size) : text(2, size)]));
  const tensorType = message(1, [integer(1, DATA_TYPE[type]), message(2, shape)]);
  return message(field, [text(1, name), message(2, [tensorType])]);
}

export function encodeOnnx(graph: OnnxGraph): Buffer {
  return Buffer.concat([
    integer(1, IR_VERSION),
    text(2, 'zhengda'),
    message(7, [
      ...graph.nodes.map(node),
      text(2, graph.name),
      ...graph.initializers.map((item) => tensor(5, item)),
      ...graph.inputs.map((item) => value(11, item)),
      ...graph.outputs.map((item) => value(12, item)),
    ]),
    message(8, [integer(2, OPSET)]),
  ]);
}
