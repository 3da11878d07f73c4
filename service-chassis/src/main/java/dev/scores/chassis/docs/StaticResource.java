package dev.scores.chassis.docs;

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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A document that does not change while the service runs. Clients may cache it but must revalidate
 * it. It is compressed once, because compressing a megabyte for each request would block the event
 * loop. Immutable.
 */
final class StaticResource {

  /** RFC 9110, section 12.5.3; a weight of 0 means "not acceptable". */
  private static final Pattern ACCEPTS_GZIP =
      Pattern.compile("(?i)(?:gzip|\\*)(?!\\s*;\\s*q=0(?:\\.0*)?$)(?:\\s*;.*)?");

  private final String type;
  private final byte[] content;
  private final byte[] compressed;
  private final String tag;

  StaticResource(String type, byte[] content) {
    this.type = type;
    this.content = content.clone();
    this.compressed = gzip(content);
    this.tag = digest(content);
  }

  /** 200 with the content, or 304 if the client has it. */
  MutableHttpResponse<byte[]> respond(HttpRequest<?> request) {
    MutableHttpResponse<byte[]> response =
        isKnown(request) ? HttpResponse.notModified() : whole(request);
    return response
        // Weak (RFC 9110, section 8.8.1), because both encodings share it.
        .header(HttpHeaders.ETAG, "W/\"" + tag + "\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
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
