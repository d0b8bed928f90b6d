package io.onefold.ingest.internal.files;

import io.onefold.ingest.internal.landing.Chunks;
import io.onefold.ingest.internal.landing.Landed;
import io.onefold.ingest.internal.landing.LandingFolder;
import io.onefold.ingest.internal.landing.RejectWriter;
import io.onefold.ingest.internal.landing.RowWriter;
import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.ingest.internal.landing.TextLanding;
import io.onefold.ingest.internal.silo.RowMeter;
import io.onefold.ingest.internal.silo.Streams;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Lands the text files of a table, several at a time.
final class FileReads {

    private final FileSet files;
    private final int streamsMax;
    private final boolean keepLines;

    FileReads(FileSet files, int streamsMax, boolean keepLines) {
        this.files = files;
        this.streamsMax = streamsMax;
        this.keepLines = keepLines;
    }

    /// Lands one file.
    interface Lander {

        /// @param number the file's number, 1-based
        void land(int number, Path file, RowWriter rows, RejectWriter rejects, RowMeter meter)
                throws IOException;
    }

    /// Lands all files.
    ///
    /// @throws OnefoldException (RUN_FAILED) when a file cannot be read, changes meanwhile, or none
    ///   has a row
    Landed land(
            Lander lander,
            List<SiloColumn> columns,
            String prefix,
            LandingFolder folder,
            RowMeter meter) {
        Chunks rows = new Chunks(folder, prefix);
        Chunks rejects = new Chunks(folder, prefix + "-rejects");
        try (rows;
                rejects) {
            AtomicInteger next = new AtomicInteger();
            List<FileStream> streams = new ArrayList<>();
            for (int i = 0; i < Math.min(streamsMax, files.files().size()); i++) {
                streams.add(
                        new FileStream(
                                lander,
                                next,
                                rows.open(),
                                new RejectWriter(rejects.open(), keepLines),
                                meter));
            }
            Streams.run(streams, "" + files.names());
        } catch (IOException e) {
            throw folder.failure(e);
        } catch (SQLException e) {
            throw new IllegalStateException("no database is read here", e);
        }
        files.requireUnchanged();
        if (rows.rows() + rejects.rows() == 0) {
            throw noRows(files);
        }
        return TextLanding.ofFiles(rows, rejects, columns, files.names());
    }

    static OnefoldException noRows(FileSet files) {
        return new OnefoldException(
                ErrorCode.RUN_FAILED,
                "the files "
                        + files.names()
                        + " of source '"
                        + files.source()
                        + "' have no row; expected at least one. Deliver them again, or take the table out of the manifest");
    }

    private final class FileStream implements Streams.Stream {

        private final Lander lander;
        private final AtomicInteger next;
        private final RowWriter rows;
        private final RejectWriter rejects;
        private final RowMeter meter;
        private volatile boolean stopped;

        FileStream(
                Lander lander,
                AtomicInteger next,
                RowWriter rows,
                RejectWriter rejects,
                RowMeter meter) {
            this.lander = lander;
            this.next = next;
            this.rows = rows;
            this.rejects = rejects;
            this.meter = meter;
        }

        @Override
        public void run() throws IOException {
            RowMeter stoppable =
                    count -> {
                        if (stopped) {
                            throw new IllegalStateException("another file could not be read");
                        }
                        meter.landed(count);
                    };
            for (int i = next.getAndIncrement();
                    i < files.files().size() && !stopped;
                    i = next.getAndIncrement()) {
                lander.land(i + 1, files.files().get(i).path(), rows, rejects, stoppable);
            }
        }

        @Override
        public void stop() {
            stopped = true;
        }
    }
}
