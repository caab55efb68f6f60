// What both scripts send: fixed content, so that a test can name every value it expects.
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter as JsonLogs } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtoLogs } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter as JsonMetrics } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter as JsonTraces } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoTraces } from '@opentelemetry/exporter-trace-otlp-proto';
import { OTLPMetricExporter as ProtoMetrics } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { AggregationTemporality, AggregationType, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { TraceFlags, trace, ROOT_CONTEXT } from '@opentelemetry/api';

const resource = resourceFromAttributes({ 'service.name': 'checkout', 'service.version': '1.2.3' });
const options = ({ url, headers }) => ({ url, headers, compression: 'gzip' });
const done = (exporter, items) => new Promise((resolve) => exporter.export(items, resolve));

/** Two records: one with a trace and attributes of every kind, one with a structured body. */
export function exportLogs(target) {
  const memory = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor({ exporter: memory })] });
  const logger = provider.getLogger('shop', '0.1.0');
  const context = trace.setSpanContext(ROOT_CONTEXT, {
    traceId: '5b8efff798038103d269b633813fc60c',
    spanId: 'eee19b7ec3c1b174',
    traceFlags: TraceFlags.SAMPLED,
  });
  logger.emit({
    severityNumber: SeverityNumber.ERROR,
    severityText: 'ERROR',
    body: 'Payment declined: 支付失败 🙂',
    attributes: { 'order.id': 4711, amount: 12.5, retry: true, tags: ['a', 'b'], nested: { deep: 'value' } },
    context,
  });
  logger.emit({ severityNumber: SeverityNumber.INFO, body: { event: 'login', user: 'u1' }, eventName: 'user.login' });
  const exporter = target.format === 'proto' ? new ProtoLogs(options(target)) : new JsonLogs(options(target));
  return done(exporter, memory.getFinishedLogRecords());
}

/** A counter (2 series), a gauge, a histogram with explicit buckets and an exponential histogram. */
export async function exportMetrics(target) {
  const memory = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: memory, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({
    resource,
    readers: [reader],
    views: [{ instrumentName: 'job.size', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }],
  });
  const meter = provider.getMeter('shop', '0.1.0');
  const orders = meter.createCounter('orders', { unit: '{order}', description: 'Orders taken.' });
  orders.add(3, { region: 'eu' });
  orders.add(4, { region: 'us' });
  meter.createGauge('queue.length').record(17);
  const duration = meter.createHistogram('request.duration', { unit: 'ms', advice: { explicitBucketBoundaries: [10, 100] } });
  [5, 50, 500].forEach((value) => duration.record(value));
  const size = meter.createHistogram('job.size', { unit: 'By' });
  [1, 2, 4].forEach((value) => size.record(value));
  await reader.forceFlush();
  const exporter = target.format === 'proto' ? new ProtoMetrics(options(target)) : new JsonMetrics(options(target));
  const result = await done(exporter, memory.getMetrics()[0]);
  await provider.shutdown();
  return result;
}

/** One generation run as a span: ten items of which three failed, with an exception. */
export async function exportTraces(target) {
  const memory = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor(memory)] });
  const span = provider.getTracer('shop', '0.1.0').startSpan('generate monthly tasks', {
    attributes: {
      'generation.type': 'auto',
      'generation.target_year': 2026,
      'generation.target_month': 11,
      'generation.items.success': 7,
      'generation.items.failed': 3,
    },
  });
  span.recordException({ name: 'AddressMissing', message: 'Subject 17 has no address' });
  span.end();
  const exporter = target.format === 'proto' ? new ProtoTraces(options(target)) : new JsonTraces(options(target));
  return done(exporter, memory.getFinishedSpans());
}
