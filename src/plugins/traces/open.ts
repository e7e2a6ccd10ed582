import { setTimeout as wait } from 'node:timers/promises'
import type { Tracer } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'

const LAST_LIMIT_MS = 2000 // of the ten seconds that a process has to end

/**
 * Sends spans to a collector, in batches, as OTLP over HTTP. What else there is to set (headers, limits of time, sampling, the size of batches) the library reads
 * from OTEL_… in the environment, as its specification has it. `close` sends what is left, for two seconds at most.
 */
export function openTracer (url: URL): { tracer: Tracer, close: () => Promise<void> } {
  const exporter = new OTLPTraceExporter({ url: url.href })
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': 'tote' })).merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter)]
  })
  provider.register()
  const shutdown = async (): Promise<void> => { await provider.shutdown().catch(() => {}) }
  return { tracer: provider.getTracer('tote'), close: () => Promise.race([shutdown(), wait(LAST_LIMIT_MS, undefined, { ref: false })]) }
}
