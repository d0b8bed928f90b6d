package io.onefold.bench.predict;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/// Sends requests over connections that stay open.
///
/// Closed: every connection sends as soon as it was answered, which finds the most the server does.
/// Open: requests have intended times, whatever the server does, and latency counts from them, so a
/// server that stalls cannot hide it (coordinated omission).
final class Load {

    private static final long LATENCY_NANOS_MAX = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 3;

    private final int port;
    private final int connections;

    Load(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /// What a load found.
    ///
    /// @param answered answers of any status
    /// @param good answers of status 200
    /// @param shed answers of status 429
    /// @param seconds from the first request to the last answer
    /// @param latency in nanoseconds
    record Outcome(long answered, long good, long shed, double seconds, Histogram latency) {

        double perSecond() {
            return good / seconds;
        }

        double millis(double percentile) {
            return latency.getValueAtPercentile(percentile) / 1e6;
        }
    }

    /// As many as go through in a time.
    ///
    /// @param requests the bytes of request number n
    Outcome closed(LongFunction<byte[]> requests, double seconds) {
        long began = System.nanoTime();
        long until = began + (long) (seconds * 1e9);
        AtomicLong next = new AtomicLong();
        return run(began, (number, now) -> now < until ? now : -1, next, requests);
    }

    /// So many a second, whatever the server does.
    Outcome open(LongFunction<byte[]> requests, double perSecond, double seconds) {
        long began = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
        long most = (long) (perSecond * seconds);
        return run(
                began,
                (number, now) -> number < most ? began + (long) (number * 1e9 / perSecond) : -1,
                new AtomicLong(),
                requests);
    }

    /// When a request is to be sent.
    private interface Schedule {
        /// @return nanoseconds; -1: no more
        long intended(long number, long now);
    }

    private Outcome run(
            long began, Schedule schedule, AtomicLong next, LongFunction<byte[]> requests) {
        Histogram latency = new Histogram(LATENCY_NANOS_MAX, DIGITS);
        long[] counts = new long[3];
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Worker>> workers = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                workers.add(threads.submit(() -> new Worker().work(schedule, next, requests)));
            }
            for (Future<Worker> worker : workers) {
                Worker done = worker.get();
                latency.add(done.latency);
                counts[0] += done.answered;
                counts[1] += done.good;
                counts[2] += done.shed;
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a connection broke", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading", e);
        }
        return new Outcome(
                counts[0], counts[1], counts[2], (System.nanoTime() - began) / 1e9, latency);
    }

    /// One connection.
    private final class Worker {
        private final Histogram latency = new Histogram(LATENCY_NANOS_MAX, DIGITS);
        private long answered;
        private long good;
        private long shed;

        Worker work(Schedule schedule, AtomicLong next, LongFunction<byte[]> requests)
                throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                OutputStream out = socket.getOutputStream();
                InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
                while (true) {
                    long number = next.getAndIncrement();
                    long intended = schedule.intended(number, System.nanoTime());
                    if (intended < 0) {
                        return this;
                    }
                    byte[] request = requests.apply(number);
                    for (long wait = intended - System.nanoTime();
                            wait > 0;
                            wait = intended - System.nanoTime()) {
                        LockSupport.parkNanos(wait);
                    }
                    out.write(request);
                    int status = Answers.read(in);
                    latency.recordValue(Math.min(LATENCY_NANOS_MAX, System.nanoTime() - intended));
                    answered++;
                    good += status == 200 ? 1 : 0;
                    shed += status == 429 ? 1 : 0;
                }
            }
        }
    }

    /// Reads answers as far as a load must.
    private static final class Answers {

        private static final String LENGTH = "content-length:";
        private static final String CHUNKED = "transfer-encoding: chunked";

        private Answers() {}

        static int read(InputStream in) throws IOException {
            String first = line(in);
            int status = Integer.parseInt(first.substring(9, 12));
            int length = 0;
            boolean chunked = false;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String lower = line.toLowerCase(java.util.Locale.ROOT);
                if (lower.startsWith(LENGTH)) {
                    length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
                }
                chunked |= lower.equals(CHUNKED);
            }
            if (!chunked) {
                in.skipNBytes(length);
                return status;
            }
            for (int size = Integer.parseInt(line(in), 16);
                    size > 0;
                    size = Integer.parseInt(line(in), 16)) {
                in.skipNBytes(size + 2L);
            }
            line(in);
            return status;
        }

        private static String line(InputStream in) throws IOException {
            byte[] bytes = new byte[512];
            int length = 0;
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new EOFException("the server closed a connection");
                }
                if (b != '\r' && length < bytes.length) {
                    bytes[length++] = (byte) b;
                }
            }
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }
    }
}
