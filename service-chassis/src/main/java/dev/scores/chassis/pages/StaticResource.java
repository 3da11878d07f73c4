package dev.scores.chassis.pages;

import dev.scores.chassis.http.EntityTags;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A document that is the same for many requests. It is compressed once, because compressing a
 * megabyte for each request would block the event loop. Immutable.
 */
public final class StaticResource {

  /** Content types by file extension. */
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8");

  /** RFC 9110, section 12.5.3; a weight of 0 means "not acceptable". */
  private static final Pattern ACCEPTS_GZIP =
      Pattern.compile("(?i)(?:gzip|\\*)(?!\\s*;\\s*q=0(?:\\.0*)?$)(?:\\s*;.*)?");

  private final String type;
  private final String caching;
  private final byte[] content;
  private final byte[] compressed;
  private final String tag;

  private StaticResource(String type, String caching, byte[] content) {
    this.type = type;
    this.caching = caching;
    this.content = content.clone();
    this.compressed = gzip(content);
    this.tag = digest(content);
  }

  /** A document that clients may cache but must revalidate. */
  public static StaticResource revalidated(String type, byte[] content) {
    return new StaticResource(type, "no-cache", content);
  }

  /** A document whose path changes with its content, so that clients may cache it for ever. */
  public static StaticResource unchanging(String type, byte[] content) {
    return new StaticResource(type, "public, max-age=31536000, immutable", content);
  }

  /** The content type of a file; plain text if its extension is unknown. */
  public static String typeOf(String name) {
    return TYPES.getOrDefault(
        name.substring(name.lastIndexOf('.') + 1), "text/plain; charset=utf-8");
  }

  /** 200 with the content, or 304 if the client has it. */
  public MutableHttpResponse<byte[]> respond(HttpRequest<?> request) {
    MutableHttpResponse<byte[]> response =
        isKnown(request) ? HttpResponse.notModified() : whole(request);
    return response
        // Weak (RFC 9110, section 8.8.1), because both encodings share it.
        .header(HttpHeaders.ETAG, "W/\"" + tag + "\"")
        .header(HttpHeaders.CACHE_CONTROL, caching)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
  }

  private MutableHttpResponse<byte[]> whole(HttpRequest<?> request) {
    MutableHttpResponse<byte[]> response =
        request.getHeaders().getAll(HttpHeaders.ACCEPT_ENCODING).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip)
                .anyMatch(encoding -> ACCEPTS_GZIP.matcher(encoding).matches())
            ? HttpResponse.ok(compressed).header(HttpHeaders.CONTENT_ENCODING, "gzip")
            : HttpResponse.ok(content);
    return response.contentType(MediaType.of(type));
  }

  /** Compares weakly (RFC 9110, section 13.1.2). */
  private boolean isKnown(HttpRequest<?> request) {
    return request
        .getHeaders()
        .findFirst(HttpHeaders.IF_NONE_MATCH)
        .flatMap(EntityTags::parse)
        .filter(known -> known.matchWeakly(tag))
        .isPresent();
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    return compressed.toByteArray();
  }

  private static String digest(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
