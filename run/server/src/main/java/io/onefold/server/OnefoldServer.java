package io.onefold.server;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.server.internal.ServerApplication;
import io.onefold.server.internal.admission.Admission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// The HTTP server: one Spring context, given the rooms it serves.
public final class OnefoldServer implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private OnefoldServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// Starts listening and returns once requests are answered.
    ///
    /// @param port the port, 0 for any free one
    /// @param security how callers prove who they are; with mode OFF only loopback is bound
    /// @param rooms registers what the endpoints serve, see [Rooms]
    /// @throws OnefoldException (INVALID_SETUP) if the port is taken
    public static OnefoldServer start(int port, SecuritySettings security, Rooms rooms) {
        return start(port, security, rooms, Handler.Beside.NONE);
    }

    /// As [#start(int, SecuritySettings, Rooms)], with handlers of the program's own.
    public static OnefoldServer start(
            int port, SecuritySettings security, Rooms rooms, Handler.Beside beside) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("spring.config.name", "onefold-server");
        properties.put("server.port", port);
        if (security.mode() == SecuritySettings.Mode.OFF) {
            properties.put("server.address", "127.0.0.1");
        }
        Consumer<GenericApplicationContext> register =
                context -> {
                    context.registerBean(SecuritySettings.class, () -> security);
                    context.registerBean(Handler.Beside.class, () -> beside);
                    rooms.register(context);
                };
        try {
            return new OnefoldServer(
                    new SpringApplicationBuilder(ServerApplication.class)
                            .properties(properties)
                            .initializers(
                                    context -> register.accept((GenericApplicationContext) context))
                            .registerShutdownHook(false)
                            .run());
        } catch (RuntimeException failure) {
            throw portTaken(failure, port);
        }
    }

    /// The port that is listened on.
    public int port() {
        return Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    /// Turns new requests away, finishes those under way, stops.
    @Override
    public void close() {
        context.getBean(Admission.class).drain();
        context.close();
    }

    private static RuntimeException portTaken(RuntimeException failure, int port) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException) {
                return new OnefoldException(
                        ErrorCode.INVALID_SETUP,
                        "port "
                                + port
                                + " is taken by another program; free it, or choose one with --port",
                        failure);
            }
        }
        return failure;
    }
}
