package org.tocsin.ledger.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;

/** A folder of the local file system; files and folders are their owner's alone. */
public final class LocalDisk implements Disk {
    private static final Limit SMALL_FILE = new Limit("disk.small-file", 64L << 20);
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final String FRESH = ".new";
    private static final int ZEROS = 1 << 20;

    private final Path root;

    public LocalDisk(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root, FOLDER);
    }

    @Override
    public DiskFile create(String name, long size) throws IOException {
        var path = prepared(name);
        try (var channel =
                FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)) {
            var zeros = ByteBuffer.allocateDirect(ZEROS);
            for (long at = 0; at < size; ) {
                zeros.clear().limit((int) Math.min(ZEROS, size - at));
                at += channel.write(zeros, at);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw LocalFile.named(e, name);
        }
        syncFolder(folder(path));
        return open(name);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new LocalFile(name, root.resolve(name));
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(root.resolve(name));
    }

    @Override
    public List<String> list(String folder) throws IOException {
        var path = root.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (var files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(FRESH))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public byte[] read(String name) throws IOException {
        var path = root.resolve(name);
        SMALL_FILE.check(Files.size(path));
        return Files.readAllBytes(path);
    }

    /** Files are synced side by side: the file system commits them together, and one after the other costs 4 ms each. */
    @Override
    public void put(Map<String, byte[]> files) throws IOException {
        var folders = new LinkedHashSet<Path>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writes = new ArrayList<Future<?>>();
            for (var file : files.entrySet()) {
                folders.add(folder(prepared(file.getKey())));
                writes.add(threads.submit(() -> {
                    write(file.getKey(), file.getValue());
                    return null;
                }));
            }
            for (var write : writes) {
                finish(write);
            }
        }
        for (var folder : folders) {
            syncFolder(folder);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(root.resolve(name));
    }

    @Override
    public Closeable lock(String name) throws IOException {
        var channel =
                FileChannel.open(prepared(name), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), FILE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException sameProcess) {
            channel.close();
            throw inUse();
        }
        channel.close();
        throw inUse();
    }

    private Rejection inUse() {
        return new Rejection("disk.in-use", "a node runs on " + root + "; stop it first");
    }

    private void write(String name, byte[] content) throws IOException {
        var path = root.resolve(name);
        var fresh = root.resolve(name + FRESH);
        try (var channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                FILE)) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw LocalFile.named(e, name);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void finish(Future<?> write) throws IOException {
        try {
            write.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing", e);
        }
    }

    /** The path, its folders made and their names durable. */
    private Path prepared(String name) throws IOException {
        var path = root.resolve(name);
        var folder = folder(path);
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectories(folder, FOLDER);
            } catch (IOException e) {
                throw LocalFile.named(e, name);
            }
            for (var parent = folder; parent.startsWith(root); parent = folder(parent)) {
                syncFolder(folder(parent));
            }
        }
        return path;
    }

    private static Path folder(Path path) {
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file lies in a folder");
    }

    private static void syncFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
