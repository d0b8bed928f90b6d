package io.onefold.embedded.internal.silo;

import io.onefold.catalog.JdbcAddress;
import io.onefold.embedded.internal.Failures;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Makes the database of one silo, unless it was made of the same files before: a fingerprint of
/// them is kept as the database's comment.
public final class SiloDatabase {

    private static final String MARK = "onefold silo ";
    private static final String UNFINISHED = MARK + "unfinished";

    private final Silo silo;
    private final Function<String, JdbcAddress> addresses;

    /// @param addresses the owner's address of a database of the silo's part
    public SiloDatabase(Silo silo, Function<String, JdbcAddress> addresses) {
        this.silo = silo;
        this.addresses = addresses;
    }

    /// Brings the database to what the files say.
    ///
    /// @return the rows loaded, or empty if nothing was to be done
    /// @throws OnefoldException (INVALID_INPUT) if the files are refused; (CONFLICT) if a database
    ///   of this name is not Onefold's; (UNAVAILABLE) if the server does not answer
    public OptionalLong load(Progress progress) {
        try (SiloServer server = open()) {
            String wanted = MARK + SiloFiles.fingerprint(silo);
            Optional<String> mark = server.mark();
            if (mark.filter(wanted::equals).isPresent()) {
                return OptionalLong.empty();
            }
            if (server.exists() && mark.filter(text -> text.startsWith(MARK)).isEmpty()) {
                throw foreign();
            }
            server.recreate();
            server.mark(UNFINISHED);
            long rows = fill(server, progress);
            server.mark(wanted);
            return OptionalLong.of(rows);
        } catch (SQLException e) {
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    "silo '"
                            + silo.name()
                            + "' could not be made in "
                            + silo.part()
                            + ": "
                            + SqlFailures.reason(e)
                            + "; look at the server, then load the folder again",
                    e);
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "a file of silo '"
                            + silo.name()
                            + "' could not be read: "
                            + Failures.reason(e)
                            + "; correct the folder and load it again",
                    e);
        }
    }

    private SiloServer open() throws SQLException {
        return silo.part().equals("postgres")
                ? new PostgresSilo(silo.name(), addresses)
                : new MariaDbSilo(silo.name(), addresses);
    }

    private long fill(SiloServer server, Progress progress) throws SQLException, IOException {
        long rows = 0;
        try (Progress.Task task = progress.begin("load silo " + silo.name(), -1)) {
            server.run(silo.schema());
            for (Path script : silo.scripts()) {
                long written = server.run(script);
                task.add(written);
                rows += written;
            }
            for (Silo.TableFile table : silo.tables()) {
                long written = server.load(table);
                task.add(written);
                rows += written;
            }
            server.analyze();
        }
        return rows;
    }

    private OnefoldException foreign() {
        return new OnefoldException(
                ErrorCode.CONFLICT,
                "the "
                        + silo.part()
                        + " server already has a database '"
                        + silo.name()
                        + "' that Onefold did not make; expected none; drop it, or give the silo another name");
    }
}
