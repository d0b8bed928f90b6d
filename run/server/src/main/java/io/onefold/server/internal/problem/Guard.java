package io.onefold.server.internal.problem;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Stands before everything else but the short way of payments: bodies beyond the limit do not come
/// in, and what fails before a controller is reached answers a problem too.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class Guard extends OncePerRequestFilter {

    private static final int BODY_BYTES_MAX = 64 * 1024;
    private static final int BATCH_BYTES_MAX = 8 * 1024 * 1024;
    private static final String BATCH = "/batch-predict";

    private final ProblemWriter problems;

    Guard(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int most = BATCH.equals(request.getRequestURI()) ? BATCH_BYTES_MAX : BODY_BYTES_MAX;
        if (request.getContentLengthLong() > most) {
            tooLarge(request, response, most);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            tooLarge(request, response, most);
            return;
        }
        try {
            chain.doFilter(new Read(request, body), response);
        } catch (OnefoldException e) {
            if (response.isCommitted()) {
                throw e;
            }
            ErrorCode code = e.code().httpStatus() == 500 ? ErrorCode.INTERNAL : e.code();
            problems.write(
                    request,
                    response,
                    code,
                    code == ErrorCode.INTERNAL
                            ? "Something went wrong here"
                            : String.valueOf(e.getMessage()));
        }
    }

    private void tooLarge(HttpServletRequest request, HttpServletResponse response, int most)
            throws IOException {
        response.setHeader("Connection", "close");
        problems.write(
                request,
                response,
                ProblemWriter.problem(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "content-too-large",
                        "The body is larger than " + most / 1024 + " KiB"));
    }

    /// A request whose body was read already.
    private static final class Read extends HttpServletRequestWrapper {

        private final byte[] body;

        Read(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new Bytes(new ByteArrayInputStream(body));
        }
    }

    private static final class Bytes extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Bytes(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("bodies are read at once");
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            return bytes.read(to, offset, length);
        }
    }
}
