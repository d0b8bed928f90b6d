package io.onefold.server;

import io.onefold.fraud.Caller;
import io.onefold.fraud.decide.Answer;
import java.util.Map;

/// Answers a POST of JSON whose caller may have payments decided.
@FunctionalInterface
public interface Handler {

    /// @param body at most 64 KiB
    Answer answer(Caller caller, byte[] body);

    /// Handlers beside `/predict`, behind the same door.
    ///
    /// @param handlers by path
    record Beside(Map<String, Handler> handlers) {

        public static final Beside NONE = new Beside(Map.of());

        public Beside {
            handlers = Map.copyOf(handlers);
        }
    }
}
