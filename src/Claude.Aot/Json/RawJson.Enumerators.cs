using System.Collections;
using Claude.Aot.Internal;
using Claude.Aot.Json;

namespace Claude.Aot;

/// <content>The enumerators of arrays and objects.</content>
public readonly partial struct RawJson
{
    /// <summary>An enumerator of the elements of a JSON array, for <c>foreach</c> and LINQ. Each element shares the memory of the array.</summary>
    public struct ArrayEnumerator : IEnumerable<RawJson>, IEnumerator<RawJson>
    {
        private readonly RawJson _array;
        private readonly int _offset;
        private int _position;

        internal ArrayEnumerator(RawJson array)
        {
            _array = array;
            _offset = array.OffsetInMap();
        }

        /// <summary>Gets the current element.</summary>
        public RawJson Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        /// <summary>Returns an enumerator that is positioned before the first element.</summary>
        public readonly ArrayEnumerator GetEnumerator()
        {
            ArrayEnumerator enumerator = this;
            enumerator.Reset();
            return enumerator;
        }

        readonly IEnumerator<RawJson> IEnumerable<RawJson>.GetEnumerator() => GetEnumerator();

        readonly IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Advances to the next element.</summary>
        /// <returns>False after the last element.</returns>
        public bool MoveNext()
        {
            ReadOnlySpan<byte> json = _array.Utf8;
            int start = TrustedJson.SkipSeparators(json, Math.Max(_position, 1));
            if (start >= json.Length || json[start] == (byte)']')
            {
                _position = json.Length;
                Current = default;
                return false;
            }

            _position = _array.FindEnd(start, _offset);
            Current = new RawJson(_array.Memory[start.._position], _array._map);
            return true;
        }

        /// <summary>Sets the enumerator before the first element.</summary>
        public void Reset()
        {
            _position = 0;
            Current = default;
        }

        /// <summary>Does nothing.</summary>
        public readonly void Dispose()
        {
        }
    }

    /// <summary>An enumerator of the members of a JSON object, for <c>foreach</c> and LINQ. Each member shares the memory of the object.</summary>
    public struct ObjectEnumerator : IEnumerable<RawJsonProperty>, IEnumerator<RawJsonProperty>
    {
        private readonly RawJson _object;
        private readonly int _offset;
        private int _position;

        internal ObjectEnumerator(RawJson json)
        {
            _object = json;
            _offset = json.OffsetInMap();
        }

        /// <summary>Gets the current member.</summary>
        public RawJsonProperty Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        /// <summary>Returns an enumerator that is positioned before the first member.</summary>
        public readonly ObjectEnumerator GetEnumerator()
        {
            ObjectEnumerator enumerator = this;
            enumerator.Reset();
            return enumerator;
        }

        readonly IEnumerator<RawJsonProperty> IEnumerable<RawJsonProperty>.GetEnumerator() => GetEnumerator();

        readonly IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Advances to the next member.</summary>
        /// <returns>False after the last member.</returns>
        public bool MoveNext()
        {
            ReadOnlySpan<byte> json = _object.Utf8;
            int name = TrustedJson.SkipSeparators(json, Math.Max(_position, 1));
            if (name >= json.Length || json[name] != (byte)'"')
            {
                _position = json.Length;
                Current = default;
                return false;
            }

            int nameEnd = TrustedJson.SkipString(json, name, out _);
            int start = TrustedJson.SkipSeparators(json, nameEnd);
            _position = _object.FindEnd(start, _offset);
            Current = new RawJsonProperty(_object.Memory[name.._position], nameEnd - name, new RawJson(_object.Memory[start.._position], _object._map));
            return true;
        }

        /// <summary>Sets the enumerator before the first member.</summary>
        public void Reset()
        {
            _position = 0;
            Current = default;
        }

        /// <summary>Does nothing.</summary>
        public readonly void Dispose()
        {
        }
    }

    private int OffsetInMap() => _map?.OffsetOf(Utf8) ?? 0;

    /// <summary>Finds the end of a value that is nested in this one.</summary>
    private int FindEnd(int start, int offset)
    {
        if (_map is not null && _map.TryFindEnd(offset + start, out int end))
        {
            return end - offset;
        }

        end = TrustedJson.SkipValue(Utf8, start, out _, out _);
        Work.Count(end - start);
        return end;
    }
}
