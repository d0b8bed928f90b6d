package io.onefold.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Sends a load: one thread, connections that stay open. Used once.
final class Sender {

    private static final long LATENCY_NANOS_MAX = TimeUnit.MINUTES.toNanos(2);
    private static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long LAST_ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int DIGITS = 3;

    private final Plan plan;
    private final InetSocketAddress server;
    private final Requests requests;
    private final Answers answers = new Answers();
    private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 12);
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
    private final Deque<Wire> free = new ArrayDeque<>();
    private final List<Wire> wires = new ArrayList<>();
    private final Histogram latency = new Histogram(LATENCY_NANOS_MAX, DIGITS);
    private final Histogram refusals = new Histogram(LATENCY_NANOS_MAX, DIGITS);
    private long sent;
    private long good;
    private long shed;
    private long other;
    private long began;
    private long until;

    Sender(Plan plan, int port, String token) {
        this.plan = plan;
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.requests = new Requests(plan.path(), token, plan.run());
    }

    /// One connection.
    private static final class Wire {
        private final SocketChannel channel;
        private final ByteBuffer part = ByteBuffer.allocate(1 << 13);
        private @Nullable SelectionKey key;
        private long intended;
        private boolean waits;

        Wire(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /// Sends it all and waits for the answers.
    Outcome send() throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < plan.connections(); i++) {
                open(selector);
            }
            began = System.nanoTime();
            until = began + (long) (plan.seconds() * 1e9);
            long end = until + LAST_ANSWERS_NANOS;
            while (true) {
                sendDue();
                if (free.size() == wires.size() && nextDue() < 0) {
                    break;
                }
                if (System.nanoTime() > end) {
                    other += wires.size() - free.size();
                    break;
                }
                await(selector);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Outcome(good, shed, other, seconds, latency, refusals);
        } finally {
            for (Wire wire : wires) {
                wire.channel.close();
            }
        }
    }

    private void open(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Wire wire = new Wire(channel);
        wire.key = channel.register(selector, SelectionKey.OP_READ, wire);
        wires.add(wire);
        free.add(wire);
    }

    /// When the next request is to be sent; -1: there is none.
    private long nextDue() {
        if (plan.requestsMax() > 0 && sent == plan.requestsMax()) {
            return -1;
        }
        if (plan.perSecond() > 0) {
            return began + (long) (sent * 1e9 / plan.perSecond());
        }
        long now = System.nanoTime();
        return now < until ? now : -1;
    }

    private void sendDue() throws IOException {
        while (!free.isEmpty()) {
            long due = nextDue();
            if (due < 0 || due > System.nanoTime()) {
                return;
            }
            Wire wire = free.removeFirst();
            wire.intended = due;
            wire.waits = true;
            out.clear();
            requests.write(sent++, out);
            out.flip();
            try {
                while (out.hasRemaining()) {
                    wire.channel.write(out); // a socket's buffer holds many
                }
            } catch (IOException e) {
                broke(wire, Objects.requireNonNull(wire.key));
            }
        }
    }

    /// Until answers come, or the next request is due.
    private void await(Selector selector) throws IOException {
        long due = free.isEmpty() ? -1 : nextDue();
        long wait = due < 0 ? TimeUnit.MILLISECONDS.toNanos(100) : due - System.nanoTime();
        if (wait >= TimeUnit.MILLISECONDS.toNanos(2)) {
            selector.select(this::read, TimeUnit.NANOSECONDS.toMillis(wait) - 1);
            return;
        }
        if (selector.selectNow(this::read) == 0 && wait > 0) {
            LockSupport.parkNanos(Math.min(wait, STEP_NANOS));
            selector.selectNow(this::read);
        }
    }

    private void read(SelectionKey key) {
        Wire wire = (Wire) key.attachment();
        try {
            in.clear();
            if (wire.part.position() > 0) {
                in.put(wire.part.flip());
                wire.part.clear();
            }
            int read = wire.channel.read(in);
            if (read < 0) {
                throw new IOException("the server closed the connection");
            }
            int end = answers.end(in, 0, in.position());
            if (end < 0) {
                wire.part.put(in.flip());
                return;
            }
            answered(wire);
        } catch (IOException e) {
            broke(wire, key);
        }
    }

    /// Servers close connections behind some answers; another one takes its place. Only a request
    /// that was not answered counts.
    private void broke(Wire wire, SelectionKey key) {
        try {
            wire.channel.close();
            wires.remove(wire);
            free.remove(wire);
            if (wire.waits) {
                other++;
            }
            open(key.selector());
        } catch (IOException e) {
            throw new UncheckedIOException("the server takes no more connections", e);
        }
    }

    private void answered(Wire wire) {
        wire.waits = false;
        long took = Math.min(LATENCY_NANOS_MAX, System.nanoTime() - wire.intended);
        if (answers.status() == 200) {
            good++;
            latency.recordValue(took);
        } else if (answers.status() == 429 && answers.retryAfter()) {
            shed++;
            refusals.recordValue(took);
        } else {
            other++;
        }
        free.add(wire);
    }
}
