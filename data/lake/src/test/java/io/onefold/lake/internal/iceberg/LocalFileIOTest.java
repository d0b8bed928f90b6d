package io.onefold.lake.internal.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.PositionOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileIOTest {

    @TempDir private Path folder;

    private final LocalFileIO io = new LocalFileIO();

    private void write(String name, String text) throws IOException {
        try (PositionOutputStream out =
                io.newOutputFile(LocalFileIO.location(folder.resolve(name))).create()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aCommitPassesOverFilesThatWereDiscarded() throws Exception {
        Path discarded = Files.writeString(folder.resolve("x.parquet"), "rows");
        io.forceWithCommit(discarded);
        Files.delete(discarded);
        write("m.avro", "a manifest");

        write("1.metadata.json", "{}");

        assertThat(folder.resolve("1.metadata.json")).hasContent("{}");
    }

    @Test
    void aCommitFailsWhenAFileOfItCannotBePutOnDisk() throws Exception {
        io.forceWithCommit(Files.createDirectory(folder.resolve("not-a-file")));

        assertThatThrownBy(() -> write("1.metadata.json", "{}"))
                .hasMessageContaining("Cannot put a commit's files on disk");
    }

    @Test
    void aFileIsMadeOnce() throws Exception {
        write("m.avro", "a manifest");

        assertThatThrownBy(() -> write("m.avro", "another"))
                .isInstanceOf(AlreadyExistsException.class);
    }
}
