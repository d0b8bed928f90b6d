package io.onefold.verify.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A port that leads to a server, until it is cut: then it breaks its connections and refuses new
/// ones, as a server does that dies.
public final class Forwarder implements AutoCloseable {

    private static final int PAUSE_MILLIS = 2;

    private final int target;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong said = new AtomicLong();
    private volatile ServerSocket server;
    private volatile int pauseMillis;

    /// @param target the server's port
    public Forwarder(int target) {
        this.target = target;
        this.server = listen(0);
        this.port = server.getLocalPort();
    }

    public int port() {
        return port;
    }

    /// Cuts when the server has said this much more.
    public void cutAfter(long bytes) {
        left.set(bytes);
    }

    /// Lets little through at a time, so that a reader is still reading when something happens.
    public void slow() {
        pauseMillis = PAUSE_MILLIS;
    }

    public void fast() {
        pauseMillis = 0;
    }

    /// Waits until the server has said this much.
    public void awaitBytes(long bytes) throws InterruptedException {
        while (said.get() < bytes) {
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    public void cut() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
            open.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Leads to the server again.
    public void mend() {
        left.set(Long.MAX_VALUE);
        server = listen(port);
    }

    private ServerSocket listen(int port) {
        try {
            ServerSocket listening = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
            Thread.ofVirtual().start(() -> accept(listening));
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket near = listening.accept();
                Socket far = new Socket(InetAddress.getByName("127.0.0.1"), target);
                open.add(near);
                open.add(far);
                Thread.ofVirtual().start(() -> copy(near, far, false));
                Thread.ofVirtual().start(() -> copy(far, near, true));
            }
        } catch (IOException cut) {
            // the port was cut, or the server is gone
        }
    }

    private void copy(Socket from, Socket to, boolean counted) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                if (counted) {
                    said.addAndGet(read);
                    Thread.sleep(pauseMillis);
                }
                if (counted && left.addAndGet(-read) < 0) {
                    cut();
                }
            }
        } catch (IOException cut) {
            // one end is gone; the other is closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        cut();
    }
}
