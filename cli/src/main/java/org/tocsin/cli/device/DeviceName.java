package org.tocsin.cli.device;

/** What a device is called wherever a command names one: what the tap knows it by, with its address beside it. */
public final class DeviceName {
    private DeviceName() {}

    /** @param address empty if it is not told */
    public static String of(String id, String address) {
        return address.isEmpty() || id.equals(address) ? id : id + " (" + address + ")";
    }
}
