import type { RowSink } from '../../tables/rows.ts';

// The columns of the events that many formats fill, asked for once per chunk. A column that nothing is set in costs
// no row of the lake anything, so each format may take them all.

/** The two ends of a flow, or of what an alert is about. */
function endColumns(sink: RowSink) {
  return {
    src: sink.address('src'),
    dst: sink.address('dst'),
    srcPort: sink.int('src_port'),
    dstPort: sink.int('dst_port'),
  };
}

/** Columns that logins and requests share: time, client and server. */
function clientColumns(sink: RowSink) {
  return {
    time: sink.time('ts'),
    client: sink.address('c_ip'),
    clientPort: sink.int('c_port'),
    server: sink.address('s_ip'),
  };
}

/** The columns of `flows`, with the sink that ends their rows. */
export function flowColumns(sink: RowSink) {
  return {
    sink,
    start: sink.time('ts_start'),
    end: sink.time('ts_end'),
    ...endColumns(sink),
    protocol: sink.int('protocol'),
    packets: sink.long('packets'),
    bytes: sink.long('bytes'),
    tcpFlags: sink.int('tcp_flags'),
    state: sink.text('state'),
    initiator: sink.text('initiator'),
    dnsQuery: sink.text('dns_query'),
    tlsSni: sink.text('tls_sni'),
    action: sink.text('action'),
    direction: sink.text('direction'),
    interface: sink.text('interface'),
    instance: sink.text('instance'),
    account: sink.text('account'),
    vpc: sink.text('vpc'),
    subnet: sink.text('subnet'),
    region: sink.text('region'),
    resource: sink.text('resource'),
    interfaceType: sink.text('interface_type'),
    rejectReason: sink.text('reject_reason'),
  };
}

export type FlowColumns = ReturnType<typeof flowColumns>;

/** The columns of `logins`, with the sink that ends their rows. */
export function loginColumns(sink: RowSink) {
  return {
    sink,
    ...clientColumns(sink),
    service: sink.text('service'),
    username: sink.text('username'),
    ok: sink.int('ok'),
    detail: sink.text('detail'),
    refused: sink.text('refused'),
  };
}

export type LoginColumns = ReturnType<typeof loginColumns>;

/** The columns of `alerts`, with the sink that ends their rows. */
export function alertColumns(sink: RowSink) {
  return {
    sink,
    time: sink.time('ts'),
    ...endColumns(sink),
    sensor: sink.text('sensor'),
    rule: sink.text('rule'),
    severity: sink.text('severity'),
    message: sink.text('message'),
    resources: sink.text('resources'),
    kind: sink.text('kind'),
    outcome: sink.text('outcome'),
    url: sink.text('url'),
    hash: sink.text('hash'),
    requestId: sink.text('request_id'),
  };
}

export type AlertColumns = ReturnType<typeof alertColumns>;

/** The columns of `requests` that records of objects and parts fill, with the sink that ends their rows. */
export function requestColumns(sink: RowSink) {
  return {
    sink,
    ...clientColumns(sink),
    serverPort: sink.int('s_port'),
    site: sink.text('s_sitename'),
    host: sink.text('cs_host'),
    method: sink.text('cs_method'),
    stem: sink.text('cs_uri_stem'),
    query: sink.text('cs_uri_query'),
    version: sink.text('cs_version'),
    username: sink.text('cs_username'),
    status: sink.int('sc_status'),
    sent: sink.long('sc_bytes'),
    received: sink.long('cs_bytes'),
    agent: sink.text('user_agent'),
    referer: sink.text('referer'),
    forwarded: sink.text('x_forwarded_for'),
  };
}

export type RequestColumns = ReturnType<typeof requestColumns>;
