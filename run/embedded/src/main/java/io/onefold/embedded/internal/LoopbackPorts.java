package io.onefold.embedded.internal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/// TCP ports of the loopback interface.
public final class LoopbackPorts {

    private static final int TIMEOUT_MILLIS = 2_000;

    private LoopbackPorts() {}

    /// The port for a server that is about to start: the configured one, else the one it had, else
    /// any free one.
    ///
    /// @param configured what a setting demands
    /// @param last what it had at its last start; it is kept when it is free, so that addresses
    ///   stay the same
    /// @throws OnefoldException (INVALID_SETUP) if the configured port is taken
    public static int choose(String part, OptionalInt configured, OptionalInt last)
            throws IOException {
        if (configured.isPresent()) {
            if (isFree(configured.getAsInt())) {
                return configured.getAsInt();
            }
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "port "
                            + configured.getAsInt()
                            + " for part "
                            + part
                            + " is taken by another program; expected a free port; end that program, set onefold.parts."
                            + part
                            + ".port to another number, or leave it out to have one chosen");
        }
        return last.isPresent() && isFree(last.getAsInt()) ? last.getAsInt() : anyFree();
    }

    /// Waits for a port that a killed server's last children still hold.
    static void awaitFree(int port, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isFree(port) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(25).toNanos());
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int anyFree() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Whether a server behind the port says something.
    ///
    /// @param hello what it must be told first
    static boolean answers(int port, byte... hello) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(hello);
            socket.getOutputStream().flush();
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
